import { X509Certificate, type KeyObject } from 'node:crypto';

import { readIdentity, verifySignature } from '@suyuan/block';

import { NODE_OUS, type Role } from './names.js';

/** A member of the organisation: its certificate stands under the authority, within its dates, with one role. */
export interface Member {
  readonly mspid: string;
  readonly key: KeyObject;
  readonly role: Role;
  /** PEM, as it came. */
  readonly cert: Buffer;
}

interface Known extends Member {
  readonly from: number;
  readonly until: number;
}

/** What is wrong with an identity: a peer tells a stranger less of it than its log. */
export type Refusal = 'unknown' | 'invalid';

/** Identities that a peer keeps parsed; more than any ledger of one organisation sees. */
const KEPT = 1000;

/**
 * The organisation's membership service: resolves serialized identities to members. Parsing and checking a certificate
 * costs as much as several signatures, so each is done once and its key kept; only its dates are looked at again.
 */
export class Msp {
  readonly #known = new Map<string, Known | Refusal>();
  readonly #root: X509Certificate;

  constructor(
    readonly mspid: string,
    caCertificate: Uint8Array,
  ) {
    this.#root = new X509Certificate(caCertificate);
  }

  resolve(identity: Uint8Array, now = Date.now()): Member | Refusal {
    const id = Buffer.from(identity.buffer, identity.byteOffset, identity.byteLength).toString('latin1');
    let known = this.#known.get(id);
    if (known === undefined) {
      known = this.#read(identity);
      if (this.#known.size >= KEPT) this.#known.clear();
      this.#known.set(id, known);
    }
    if (typeof known === 'string') return known;
    return now < known.from || now > known.until ? 'invalid' : known;
  }

  /** Whether a member of one of these roles signed the bytes. */
  async signed(identity: Uint8Array, bytes: Uint8Array, signature: Uint8Array, roles: readonly Role[] = NODE_OUS) {
    const member = this.resolve(identity);
    if (typeof member === 'string' || !roles.includes(member.role)) return false;
    return verifySignature(member.key, bytes, signature);
  }

  #read(bytes: Uint8Array): Known | Refusal {
    try {
      const { mspid, cert } = readIdentity(Buffer.from(bytes));
      if (mspid !== this.mspid) return 'unknown';
      const x509 = new X509Certificate(cert);
      const role = roleOf(x509);
      const key = x509.publicKey;
      const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
      const issued = !x509.ca && x509.checkIssued(this.#root) && x509.verify(this.#root.publicKey);
      if (!issued || !isP256 || !role) return 'invalid';
      return { mspid, key, role, cert, from: Date.parse(x509.validFrom), until: Date.parse(x509.validTo) };
    } catch {
      return 'unknown';
    }
  }
}

/** NodeOUs: exactly one of the four in the subject. */
function roleOf(certificate: X509Certificate): Role | undefined {
  const units = certificate.subject.split('\n').filter((line) => line.startsWith('OU='));
  const roles = NODE_OUS.filter((role) => units.includes(`OU=${role}`));
  return roles.length === 1 ? roles[0] : undefined;
}
