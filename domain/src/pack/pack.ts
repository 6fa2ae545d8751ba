import type { Names, Role } from '../state/records.js';

/** A certificate that a step takes: of this type, naming the lot, valid at transaction time, with result pass. */
export interface CertificateRequirement {
  readonly type: string;
  /** `maker`: issued by the lot's own maker (承诺达标合格证); otherwise by a participant with the role. */
  readonly issuer: 'maker' | Role;
}

export interface StepRule {
  /** Who may sign it: any of these. */
  readonly roles: readonly Role[];
  /** For shipping: whom it may go to. */
  readonly to?: readonly Role[];
  /** ILMD members that must be there (commissioning). */
  readonly fields?: readonly string[];
  readonly certificates?: readonly CertificateRequirement[];
}

export const STEPS = [
  'commissioning',
  'shipping',
  'receiving',
  'returning',
  'void_shipping',
  'decommissioning',
] as const;
export type Step = (typeof STEPS)[number];

/** The rules of one category of products: data, signed by a regulator, on the ledger (product.md, catalogue). */
export interface CategoryPack {
  readonly id: string;
  readonly version: string;
  readonly tier: 'key' | 'encouraged';
  readonly names: Names;
  /** First day in force, `YYYY-MM-DD`; informative, the ledger's order decides. */
  readonly inForce: string;
  /** The legal texts that the rules come from. */
  readonly sources: readonly string[];
  readonly granularity: 'lot';
  /** UN/CEFACT units in which lots of it may be counted. */
  readonly units: readonly string[];
  readonly steps: Readonly<Partial<Record<Step, StepRule>>>;
  /** Certificate types, and who may issue them. */
  readonly certificates: Readonly<Record<string, { readonly names: Names; readonly issuers: readonly Role[] }>>;
  /** A failed certificate of any type stops the lot's trade. */
  readonly stopOnFailure: boolean;
  /** How old an event may be when it is captured, seconds; older is refused. */
  readonly maxAge: number;
  /** Reported later than this after the event, it is marked late, seconds. */
  readonly late: number;
}

/** Whether only a lot's maker may issue certificates of this type about it: some step asks for the maker's own. */
export function isMakersOwn({ steps }: CategoryPack, type: string): boolean {
  return Object.values(steps).some((step) =>
    step.certificates?.some((each) => each.type === type && each.issuer === 'maker'),
  );
}
