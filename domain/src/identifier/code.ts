import type { Json } from '../json/json.js';
import type { CreditCodeExceptions } from './credit-code.js';
import type { WarningCode } from './warning.js';

/** What is doubtful about a code that is taken all the same. */
export interface Warning {
  readonly code: WarningCode;
  readonly facts: Readonly<Record<string, Json>>;
}

/**
 * What a code of a scheme names. Things alone stand in the `what` of an event; a `part` names a thing only together with
 * its product, as a lot number does; a `kind` is of goods or substances.
 */
export type Named = 'thing' | 'part' | 'party' | 'place' | 'document' | 'kind' | 'person';

/** Many objects bear it (a product, a lot), or one does; absent where the code does not tell. */
export type Level = 'class' | 'instance';

/** What a scheme reads out of a text. */
export interface Reading {
  /** The code itself in its one spelling. */
  readonly value: string;
  /** What stands in it, by name: a date, a firm, a division … */
  readonly parts?: Readonly<Record<string, string>>;
  readonly level?: Level;
  readonly warnings?: readonly Warning[];
  /** Where a standard or an earlier name has a URI for it already. */
  readonly uri?: string;
  /** Where it has a path on the ledger already, as GS1 keys have. */
  readonly path?: string;
}

export interface ParseOptions {
  /** Where the text stands, for the refusal of personal data; without it the scheme's id. */
  readonly path?: string;
  /** Credit codes that are valid although their check character is wrong. */
  readonly creditCodes?: CreditCodeExceptions;
}

/** One kind of code: docs/identifiers.md has its form, its check and where these come from. */
export interface IdentifierScheme {
  readonly zh: string;
  readonly en: string;
  readonly names: Named;
  /** The scheme of the canonical form, where this one only narrows it down. */
  readonly within?: string;
  /** Throws IDENTIFIER_INVALID, IDENTIFIER_DATE, IDENTIFIER_UNLISTED, CHECK_DIGIT and their kin. */
  readonly read: (text: string, options: ParseOptions) => Reading;
}

/** A code of a known scheme: two texts name the same thing exactly where `canonical` is the same. */
export interface ParsedCode {
  readonly scheme: string;
  readonly names: Named;
  readonly value: string;
  /** `https://id.gs1.org/…`, `urn:suyuan:party:…`, `urn:oid:…`, else `urn:suyuan:code:<scheme>:<value>`. */
  readonly canonical: string;
  /** What ledger keys are made of: `01/…` of GS1, else `code/<scheme>/<value>`. */
  readonly path: string;
  readonly level?: Level;
  readonly parts: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}
