import type {
  Balance,
  CategoryPack,
  CertificateRequirement,
  Filing,
  LicenceRequirement,
  LicenceTypes,
  StepRule,
} from '../pack/pack.js';
import type { FieldRule } from '../pack/field-rule.js';
import type { StepForm } from '../pack/steps.js';
import type { EntryRef } from '../state/keys.js';
import type { Names } from '../state/records.js';

/** A field that an event of the step says, or may say. */
export type FieldAnswer = Pick<FieldRule, 'name' | 'names' | 'form' | 'optional' | 'disclosure'>;

/** What a step asks of whoever writes its event; conditions are for the ledger to judge. */
export interface StepAnswer extends Pick<StepRule, 'roles' | 'to' | 'from' | 'state'> {
  readonly step: string;
  readonly names: Names;
  /** How the event is written in EPCIS. */
  readonly event: StepForm;
  readonly fields: readonly FieldAnswer[];
  readonly certificates: readonly Pick<CertificateRequirement, 'type' | 'issuer' | 'maxAge'>[];
  readonly licences: readonly Pick<LicenceRequirement, 'type' | 'of' | 'for' | 'scope' | 'includes'>[];
  readonly signatures: number;
  /** Seconds within which it has to be reported, where the category says so. */
  readonly deadline?: number;
}

/** The rules of a category that are in force, as far as whoever fills in a form needs them. */
export interface CategoryAnswer extends Pick<
  CategoryPack,
  'id' | 'version' | 'tier' | 'names' | 'granularity' | 'units'
> {
  /** Nothing new of it comes into being. */
  readonly retired: boolean;
  readonly states: Readonly<Record<string, Names>>;
  /** `own`: only a lot's maker issues it about the lot. */
  readonly certificates: readonly {
    readonly type: string;
    readonly names: Names;
    readonly issuers: StepRule['roles'];
    readonly own: boolean;
  }[];
  readonly licences: LicenceTypes;
  /** The field with the approval number, where only registered products come into being. */
  readonly registeredProducts?: string;
  /** Of a category that is balanced: by which field, per which period, and whether there are quotas. */
  readonly balance?: Pick<Balance, 'substance' | 'period'> & { readonly quota: boolean };
  /** What has to be reported by a day of the next period, and by whom. */
  readonly filings: readonly Omit<Filing, 'sources'>[];
  readonly steps: readonly StepAnswer[];
  /** Local extensions that are in these rules. */
  readonly extensions: readonly { readonly id: string; readonly names: Names; readonly by: EntryRef }[];
  /** Where the pack stands on the ledger. */
  readonly by: EntryRef;
}

export interface CategoriesAnswer {
  readonly categories: readonly CategoryAnswer[];
}
