import type { Names, Role } from '../state/records.js';

/*
 * Values of the entries of documents of kind participant, key, certificate and category, as JSON. Events are EPCIS.
 */

/** Kind `participant`, signed by a regulator (the very first one by itself: bootstrap). */
export type ParticipantEntry =
  | {
      readonly action: 'register';
      readonly id: string;
      readonly name: Names;
      readonly roles: readonly Role[];
      readonly division: string;
      readonly address?: string;
      readonly glns?: readonly string[];
      readonly prefixes?: readonly string[];
      /** Categories that it is limited to; a regulator that is limited itself must name some of its own. */
      readonly categories?: readonly string[];
      /** The first key's proof of possession (compact JWS). */
      readonly proof: string;
      readonly label?: string;
    }
  | { readonly action: 'suspend' | 'readmit'; readonly id: string; readonly reason: string };

/**
 * Kind `key`. `add` and `revoke` are signed by a key that the participant has (rotation is both in one document);
 * `revoke` also by a regulator; `replace` by a regulator alone, and the new key binds after the waiting time.
 */
export type KeyEntry =
  | { readonly action: 'add'; readonly proof: string; readonly label?: string }
  | { readonly action: 'replace'; readonly proof: string; readonly label?: string; readonly reason: string }
  | {
      readonly action: 'revoke';
      readonly participant: string;
      readonly thumbprint: string;
      readonly reason: string;
      /** Seconds; flags what was signed since then, voids nothing. */
      readonly compromisedSince?: number;
    };

/** A regulator's replacement of a lost key binds a week later, visibly, so that it cannot quietly speak for anyone. */
export const REPLACEMENT_WAIT = 7 * 86_400;

/** Kind `licence`, signed by a regulator. A licence is named by its holder, type and number. */
export type LicenceEntry = {
  /** Credit code of whose it is. */
  readonly participant: string;
  /** One that the packs of its categories know, or `accreditation`, of a laboratory. */
  readonly type: string;
  /** As it stands on the licence; where the pack names a scheme, in its form. */
  readonly number: string;
} & (
  | {
      readonly action: 'grant';
      readonly categories: readonly string[];
      /** Substances and the like; of an accreditation the types of certificates that may be issued. */
      readonly scopes?: readonly string[];
      /** `YYYY-MM-DD`, first and last day. */
      readonly from: string;
      readonly until?: string;
      /** Who issued it. */
      readonly authority: string;
    }
  /** Goes on until that day; what lies between its end and the renewal stays uncovered. */
  | { readonly action: 'renew'; readonly until: string }
  | { readonly action: 'suspend' | 'readmit' | 'revoke'; readonly reason: string }
);

/**
 * Kind `product`. `register` is signed by the maker, under its own prefix, or by a regulator, who alone may do it where the
 * category takes an approval; `delegate` by the maker: it names all others who may commission it; `withdraw` by either;
 * `restore` by a regulator.
 */
export type ProductEntry = {
  /** GTIN of 8, 12, 13 or 14 digits. */
  readonly gtin: string;
} & (
  | {
      readonly action: 'register';
      readonly name: Names;
      readonly category: string;
      readonly specification?: string;
      /** Credit code; the signer where it is left out. */
      readonly maker?: string;
      /** Approval or registration number. */
      readonly approval?: string;
    }
  | { readonly action: 'delegate'; readonly to: readonly string[] }
  | { readonly action: 'withdraw' | 'restore'; readonly reason: string }
);

/** Kind `certificate`. */
export type CertificateEntry =
  | {
      readonly action: 'issue';
      readonly type: string;
      /** Unique within the issuer: `[A-Za-z0-9._-]`, at most 40. */
      readonly number: string;
      readonly category: string;
      /** Canonical URIs of the lots it is about. */
      readonly lots: readonly string[];
      readonly result: 'pass' | 'fail';
      /** `YYYY-MM-DD`. */
      readonly issued: string;
      readonly validUntil?: string;
      /** Number of the issuer's own, revoked certificate whose place it takes: of the same type, about the same lots. */
      readonly replaces?: string;
      readonly items?: readonly CertificateItem[];
      readonly attachment?: { readonly name: string; readonly mediaType: string; readonly sha256: string };
      readonly statement?: string;
    }
  | { readonly action: 'revoke'; readonly number: string; readonly reason: string };

/** Kind `clearance`, signed by any participant: that no active stop lies among the ancestors of a lot is remembered. */
export interface ClearanceEntry {
  /** Canonical URI. */
  readonly lot: string;
}

/** Kind `quota`, signed by a regulator of the participant's division. */
export interface QuotaEntry {
  readonly action: 'grant';
  readonly participant: string;
  readonly category: string;
  /** As events name it: `Nd2O3`, `REO`. */
  readonly substance: string;
  /** Of the kind that the category balances in: `2026`, `2026-Q4`, `2026-11`. */
  readonly period: string;
  /** Decimal text, of equivalents. */
  readonly amount: string;
  /** One of the category's: `TNE`. */
  readonly uom: string;
  readonly statement?: string;
}

/** Kind `countersignature`: another party's word for an act that takes several. */
export interface CountersignatureEntry {
  /** `urn:suyuan:entry:<document>:<index>` of the first signer's event. */
  readonly entry: string;
  readonly statement?: string;
}

/** One line of a test report: what was tested, by which method, what was found, what is allowed. */
export interface CertificateItem {
  readonly name: string;
  readonly method?: string;
  readonly found: string;
  readonly limit?: string;
  readonly result: 'pass' | 'fail';
}
