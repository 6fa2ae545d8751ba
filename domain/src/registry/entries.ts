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
