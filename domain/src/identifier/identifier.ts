/** The kinds of thing that a GS1 key names, by the name of their EPC URN (`gtin` has only a pattern there). */
export type Scheme =
  | 'gtin'
  | 'lgtin'
  | 'sgtin'
  | 'upui'
  | 'sscc'
  | 'sgln'
  | 'pgln'
  | 'gdti'
  | 'sgcn'
  | 'ginc'
  | 'gsin'
  | 'grai'
  | 'giai'
  | 'itip'
  | 'cpi'
  | 'gsrnp'
  | 'gsrn';

/** What stands behind the key in a path: value of AI 10, of 21 (235, 8011), of 254. */
export interface Qualifiers {
  readonly lot?: string;
  readonly serial?: string;
  readonly extension?: string;
}

/**
 * One GS1 identifier, whichever way it was written: EPC URN, Digital Link or canonical form are the same thing.
 * Values are decoded; `path` and `canonical` are percent-encoded.
 */
export interface Identifier extends Qualifiers {
  readonly scheme: Scheme;
  /** `class`: many objects bear it (a product, a lot); `instance`: one does. */
  readonly level: 'class' | 'instance';
  /** Application identifier of the key: `01`. */
  readonly ai: string;
  /** The key, check digit included: a GTIN-14, a GLN, an SSCC … */
  readonly key: string;
  /** `01/06901234567892/10/A1`: what the ledger's keys are made of. */
  readonly path: string;
  /** `https://id.gs1.org/01/06901234567892/10/A1` (GS1 Digital Link URI Syntax §4.11, finest key level). */
  readonly canonical: string;
}

export const CANONICAL_STEM = 'https://id.gs1.org/';
