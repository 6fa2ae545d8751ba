import {
  certificateType,
  entryRef,
  readCertificateAct,
  TraceError,
  type CertificateAct,
  type CertificateEntry,
  type CertificateRecord,
  type EntryRef,
  type Json,
  type Names,
  type Role,
} from '@suyuan/domain';
import type { Entitlement } from './entitlement.js';
import type { ShownDocument } from './read-evidence.js';

type Issue = CertificateAct & { readonly action: 'issue' };

/** A certificate about the lot, as its issuer signed it. */
export interface Certificate {
  readonly issuer: string;
  readonly act: Issue;
  /** The category pack's version then. */
  readonly pack: string;
  /** What that calls its type. */
  readonly names: Names;
  /** Of its issuer: those by which it might issue it. */
  readonly roles: readonly Role[];
  readonly entry: CertificateEntry & { readonly action: 'issue' };
  readonly by: EntryRef;
  readonly last: EntryRef;
  readonly revoked: boolean;
  /** Another has taken its place since. */
  readonly replaced?: boolean;
}

/** A number is its issuer's own. */
export function certificateKey(issuer: string, number: string): string {
  return `${issuer}/${number}`;
}

/** Whether trade of its lots is stopped by it: it failed them, or was revoked and none took its place. */
export function stops({ act, revoked, replaced = false }: Certificate): boolean {
  return act.result === 'fail' ? !revoked : revoked && !replaced;
}

/** Certificates about one lot, by `certificateKey`, as the entries make and revoke them. */
export class Certificates {
  readonly all = new Map<string, Certificate>();

  constructor(
    readonly item: string,
    readonly entitlement: Entitlement,
  ) {}

  /** Returns the certificate's key, where it is about the lot. */
  apply({ head, record }: ShownDocument, index: number, value: Json): string | undefined {
    const issuer = head.kid.participant;
    const act = readCertificateAct(value, issuer);
    const key = certificateKey(issuer, act.number);
    const known = this.all.get(key);
    const ref = entryRef(head.id, index);
    if (act.action === 'revoke') {
      if (known === undefined) return undefined;
      if (known.revoked) throw new TraceError('CERTIFICATE_REVOKED', { certificate: key });
      this.all.set(key, { ...known, revoked: true, last: ref });
      return key;
    }
    if (!act.lots.includes(this.item)) return undefined;
    if (known !== undefined) throw new TraceError('CERTIFICATE_EXISTS', { number: act.number });
    const pack = this.entitlement.packAt(act.category, record.time);
    const roles = this.entitlement.requireIssuer(pack, act.type, issuer);
    // It was read above: the value is of the entry's form, all texts.
    const entry = value as unknown as CertificateEntry & { readonly action: 'issue' };
    const { names = { zh: act.type } } = certificateType(pack, act.type) ?? {};
    this.all.set(key, { issuer, act, pack: pack.version, names, roles, entry, by: ref, last: ref, revoked: false });
    const old = act.replaces === undefined ? undefined : this.all.get(certificateKey(issuer, act.replaces));
    if (old?.revoked === true) this.all.set(certificateKey(issuer, old.act.number), { ...old, replaced: true });
    return key;
  }

  /**
   * As the ledger's state has it. Of an issuer that is a laboratory and something else, `claimed` says whether it was
   * accredited then: the evidence does not.
   */
  record(certificate: Certificate, claimed: readonly Role[] = []): CertificateRecord {
    const { issuer, act, pack, by, last, revoked } = certificate;
    const others = certificate.roles.filter((role) => role !== 'laboratory');
    const roles = others.length > 0 && !claimed.includes('laboratory') ? others : certificate.roles;
    const { type, number, category, lots, result, issued, until } = act;
    const status = revoked ? 'revoked' : 'valid';
    const ends = until === undefined ? undefined : { until };
    return { v: 1, type, issuer, number, category, pack, lots, result, issued, roles, ...ends, status, by, last };
  }
}
