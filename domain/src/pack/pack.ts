import type { SchemeId } from '../identifier/schemes.js';
import type { Names, Role } from '../state/records.js';
import type { Condition, Test } from './conditions.js';
import type { FieldRule } from './field-rule.js';
import type { Step } from './steps.js';

/** A legal text: rules name it by its id. */
export interface PackSource {
  readonly id: string;
  /** Law or standard, year, article; what it says. */
  readonly zh: string;
  readonly en?: string;
  /** The number of the article is doubtful: to be compared with the promulgated text before the pack is relied on. */
  readonly check?: boolean;
}

/** Where a rule comes from: ids of the pack's sources. What names none has those of its step. */
export interface Sourced {
  readonly sources?: readonly string[];
}

/** A certificate that a step takes: of this type, naming the lot, valid at transaction time. */
export interface CertificateRequirement extends Sourced {
  readonly type: string;
  /** `maker`: issued by the lot's own maker (承诺达标合格证); otherwise by a participant with the role. */
  readonly issuer: 'maker' | Role;
  /** `pass` unless said. */
  readonly result?: 'pass' | 'any';
  /** Days since it was issued. */
  readonly maxAge?: number;
}

/** A licence that a party of a step must hold, valid at transaction time. */
export interface LicenceRequirement extends Sourced {
  readonly type: string;
  /** Who: the signer, or whom it goes to. */
  readonly of: 'signer' | 'to';
  /** Only of a party that has one of these roles. */
  readonly for?: readonly Role[];
  /** The fact whose value the licence's scopes must hold, such as `item.substance`; any scopes where it is left out. */
  readonly scope?: string;
  /** A scope that the licence must hold, as it is: `restricted`. */
  readonly includes?: string;
  /** It is not asked for where all of these hold. What is not known satisfies none: then it is asked for. */
  readonly unless?: readonly Test[];
}

/** Licence types by name; `scheme`: that of their numbers. */
export type LicenceTypes = Readonly<Record<string, { readonly names: Names; readonly scheme?: SchemeId }>>;

/** A category of which only registered products come into being (只许生产经营已登记的产品). */
export interface RegisteredProducts extends Sourced {
  /** The field of their commissioning that says the number by which the product is approved: it must be the register's. */
  readonly approval: string;
}

/** What the outputs of a transformation may come to, in millionths of its inputs: 1.05 is 1050000. */
export interface Yield extends Sourced {
  readonly least: number;
  readonly most: number;
  /** Where outputs are counted in what inputs are not (pieces made of kilograms): so many at most of one for one of the other. */
  readonly across?: readonly YieldAcross[];
}

/** Of a pack that says nothing: nothing appears. */
export const CONSERVED: Yield = { least: 0, most: 1_000_000 };

/** Units of UN/CEFACT Recommendation 20; `most` in millionths of `to` for each one `from`. */
export interface YieldAcross {
  readonly from: string;
  readonly to: string;
  readonly most: number;
}

/** What a sensor report may not leave: thousandths of the unit, so that −18 °C is −18000. */
export interface SensorLimit extends Sourced {
  /** A measurement type of the GS1 Web Vocabulary: `Temperature`. */
  readonly type: string;
  /** UN/CEFACT Recommendation 20: `CEL`. */
  readonly uom: string;
  readonly least?: number;
  readonly most?: number;
  /** The certificate that lets goods go on which a report found outside of the limit; none does where it is left out. */
  readonly release?: string;
}

/** What one item must have and be. */
export interface ItemRules {
  readonly certificates?: readonly CertificateRequirement[];
  readonly licences?: readonly LicenceRequirement[];
  readonly conditions?: readonly Condition[];
}

export interface StepRule extends ItemRules, Sourced {
  /** Who may sign it: any of these. */
  readonly roles: readonly Role[];
  /** Whom it may go to; of a shipping that does not say: whoever may receive. */
  readonly to?: readonly Role[];
  readonly fields?: readonly FieldRule[];
  /** Of transforming: what must be and be had of what goes in. The step's own certificates, licences and conditions are about what comes out. */
  readonly inputs?: ItemRules;
  /** States of the item in which it may be done; any where it is left out. */
  readonly from?: readonly string[];
  /** The state that it leaves the item in; as it was where it is left out. */
  readonly state?: string;
  /** Reported later than this after the event, it is marked late, seconds; the pack's `late` where it is left out. */
  readonly deadline?: number;
  /** How many parties must sign before it has effect: one unless said. */
  readonly signatures?: number;
  readonly yield?: Yield;
  readonly sensors?: readonly SensorLimit[];
}

/** Product codes that a category covers: all that begin with one of these. */
export interface ProductCodes {
  /** Of which classification: `hs`, `cpc` (GB/T 7635.1), … */
  readonly scheme: string;
  readonly codes: readonly string[];
}

/** From the first moment of the first day to the last of the last, in China. */
export interface InForce {
  readonly from: string;
  readonly until?: string;
}

/** How long records are kept: so many days after the product's expiry, and no less than so many after the event. */
export interface Retention extends Sourced {
  readonly days: number;
  readonly afterExpiry?: number;
}

/** What has to be filed for every period, and until when. */
export interface Filing extends Sourced {
  readonly id: string;
  readonly names: Names;
  readonly roles: readonly Role[];
  readonly period: 'month' | 'quarter' | 'year';
  /** Day of the next period by whose end it is due. */
  readonly dueDay: number;
}

/** Of a category that is not traced lot by lot but balanced: what the books of a period are kept in. */
export interface Balance extends Sourced {
  /** The field of an event that names the substance. */
  readonly substance: string;
  /** The field with the share of what is balanced in what is moved (oxide equivalent), in millionths. */
  readonly factor?: string;
  readonly period: 'month' | 'quarter' | 'year';
  /** Steps that draw on a quota, which cannot be exceeded. */
  readonly quota?: readonly Step[];
}

export type CertificateTypes = Readonly<Record<string, { readonly names: Names; readonly issuers: readonly Role[] }>>;

/** The rules of one category of products: data, signed by a regulator, on the ledger (docs/design/003-pack-language.md). */
export interface CategoryPack {
  readonly id: string;
  readonly version: string;
  /** 重点, or 鼓励. */
  readonly tier: 'key' | 'encouraged';
  readonly names: Names;
  readonly inForce: InForce;
  readonly products?: readonly ProductCodes[];
  readonly sources: readonly PackSource[];
  /** What is traced: lots, single units, or only the balance of what came and went. */
  readonly granularity: 'lot' | 'unit' | 'mass';
  /** UN/CEFACT units in which its goods may be counted. */
  readonly units: readonly string[];
  /** States that items of it may be in. */
  readonly states?: Readonly<Record<string, Names>>;
  readonly steps: Readonly<Partial<Record<Step, StepRule>>>;
  /** Certificate types, and who may issue them. */
  readonly certificates: CertificateTypes;
  /** Licence types that steps take. */
  readonly licences?: LicenceTypes;
  /** A product must stand in the register, by a regulator's word, before anything of it is commissioned. */
  readonly registeredProducts?: RegisteredProducts;
  /** A failed certificate of any type stops the lot's trade. */
  readonly stopOnFailure: boolean;
  /** How old an event may be when it is captured, seconds; older is refused. */
  readonly maxAge: number;
  /** Reported later than this after the event, it is marked late, seconds. */
  readonly late: number;
  readonly retention: Retention;
  readonly filings?: readonly Filing[];
  readonly balance?: Balance;
  /** Goods that are in transit when this version comes into force are received under the one that they were shipped under, unless `at_once`. */
  readonly inTransit?: 'as_shipped' | 'at_once';
}

/** What a local rule adds to a step; none of it can widen the national one (loosening.ts). */
export type StepExtension = Pick<
  StepRule,
  | 'fields'
  | 'certificates'
  | 'licences'
  | 'conditions'
  | 'inputs'
  | 'deadline'
  | 'signatures'
  | 'yield'
  | 'sensors'
  | 'from'
  | 'to'
  | 'sources'
> & { readonly roles?: readonly Role[] };

/** What a local authority asks of the participants of its division beside the national pack. */
export interface PackExtension {
  readonly id: string;
  /** The category. */
  readonly extends: string;
  readonly version: string;
  /** GB/T 2260: whom it binds, all whose own division lies in it. */
  readonly division: string;
  readonly names: Names;
  readonly inForce: InForce;
  readonly sources: readonly PackSource[];
  readonly units?: readonly string[];
  readonly certificates?: CertificateTypes;
  readonly licences?: LicenceTypes;
  readonly steps?: Readonly<Partial<Record<Step, StepExtension>>>;
  readonly stopOnFailure?: boolean;
  readonly maxAge?: number;
  readonly late?: number;
  readonly retention?: Retention;
}

/** A certificate type of a pack; undefined where it has none of the name. */
export function certificateType(
  { certificates }: Pick<CategoryPack, 'certificates'>,
  type: string,
): CertificateTypes[string] | undefined {
  return Object.hasOwn(certificates, type) ? certificates[type] : undefined;
}

/** Whether only a lot's maker may issue certificates of this type about it: some step asks for the maker's own. */
export function isMakersOwn({ steps }: Pick<CategoryPack, 'steps'>, type: string): boolean {
  return Object.values(steps).some((step) =>
    step.certificates?.some((each) => each.type === type && each.issuer === 'maker'),
  );
}

/** Whether a category covers a product code; one that names no codes of the scheme leaves them all. */
export function covers({ products = [] }: Pick<CategoryPack, 'products'>, scheme: string, code: string): boolean {
  const lists = products.filter((each) => each.scheme === scheme);
  return lists.length === 0 || lists.some(({ codes }) => codes.some((start) => code.startsWith(start)));
}
