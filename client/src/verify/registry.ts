import {
  COUNTRY,
  formatKeyId,
  isCompetent,
  LIMITS,
  outOfJurisdiction,
  readKeyAct,
  readParticipantAct,
  REPLACEMENT_WAIT,
  TraceError,
  utf8,
  type KeyAct,
  type KeyProof,
  type Matter,
  type ParticipantAct,
  type PublicJwk,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import type { VerifySignature } from '../keys/verify-signature.js';
import type { Findings } from './findings.js';
import type { ShownDocument } from './read-evidence.js';
import type { Party } from './verdict.js';

export type Registration = ParticipantAct & { readonly action: 'register' };

interface Participant {
  readonly registration: Registration;
  active: boolean;
}

interface Key {
  readonly jwk: PublicJwk;
  readonly from: number;
  revoked: boolean;
}

/**
 * Participants and keys as the documents in the evidence make them, one after another in ledger order: a key that is not
 * registered by what came before it has signed nothing, so no chain can lead in a circle. It begins with the pinned key.
 */
export class Registry {
  readonly #participants = new Map<string, Participant>();
  readonly #keys = new Map<string, Key>();
  readonly #glns = new Map<string, string>();
  /** Who registered itself with the pinned key. */
  #root = '';
  /** Documents by key, for what is learnt of a key later. */
  readonly #signed = new Map<string, { readonly document: string; readonly iat: number }[]>();

  constructor(
    readonly pin: string,
    readonly verify: VerifySignature,
    readonly findings: Findings,
  ) {}

  /** Whether a document is its signer's, who could speak then; if it is about participants or keys, it takes effect. */
  async admit(shown: ShownDocument): Promise<boolean> {
    const { head, record, entries } = shown;
    const kid = formatKeyId(head.kid);
    try {
      this.findings.count('keys');
      const root = this.#keys.size === 0 ? readRoot(shown, this.pin) : undefined;
      const key = root?.proof ?? this.#require(kid, record.time);
      this.findings.count('signatures');
      if (!(await this.verify(key.jwk, utf8(head.signingInput), head.signature))) {
        this.findings.fail('signatures', 'SIGNATURE_INVALID', { kid, document: head.id });
        return false;
      }
      this.#signed.set(kid, [...(this.#signed.get(kid) ?? []), { document: head.id, iat: head.iat }]);
      for (const { value } of entries) {
        if (head.kind === 'participant') await this.#participant(readParticipantAct(value, sha256), shown, root);
        if (head.kind === 'key') await this.#key(readKeyAct(value, sha256), shown);
      }
      return true;
    } catch (error) {
      this.findings.caught('keys', error);
      return false;
    }
  }

  registration(id: string): Registration | undefined {
    return this.#participants.get(id)?.registration;
  }

  isActive(id: string): boolean {
    return this.#participants.get(id)?.active === true;
  }

  /** Whose GLN it is, by the registrations in the evidence. */
  ownerOf(gln: string): string | undefined {
    return this.#glns.get(gln);
  }

  party(id: string): Party {
    const registration = this.registration(id);
    if (registration === undefined) return { id };
    const { name, roles, division } = registration;
    return { id, name, roles, division };
  }

  /** Once all is read: what a reader should know of signers as they stand now. */
  warn(): void {
    for (const [kid, key] of this.#keys) {
      if (key.revoked && this.#signed.has(kid)) this.findings.warn('KEY_REVOKED', { kid });
    }
    for (const [participant, { active }] of this.#participants) {
      if (!active) this.findings.warn('PARTICIPANT_SUSPENDED', { participant });
    }
  }

  #require(kid: string, time: number): Key {
    const key = this.#keys.get(kid);
    if (key === undefined) throw new TraceError('KEY_UNKNOWN', { kid });
    if (key.revoked) throw new TraceError('KEY_REVOKED', { kid });
    if (key.from > time + LIMITS.skew) throw new TraceError('KEY_NOT_YET', { kid, from: key.from });
    const participant = kid.slice(0, kid.indexOf(':'));
    if (this.#participants.get(participant)?.active !== true) {
      throw new TraceError('PARTICIPANT_SUSPENDED', { participant });
    }
    return key;
  }

  async #participant(act: ParticipantAct, shown: ShownDocument, root: Registration | undefined): Promise<void> {
    const signer = shown.head.kid.participant;
    if (root === undefined) this.#requireOver(act.id, signer, act.action, act.action === 'register' ? act : undefined);
    else this.#root = root.id;
    if (act.action === 'register') {
      if (this.#participants.has(act.id)) throw new TraceError('PARTICIPANT_EXISTS', { participant: act.id });
      await this.#addKey(act.proof, shown.record.time);
      this.#participants.set(act.id, { registration: act, active: true });
      for (const gln of act.glns) this.#glns.set(gln, act.id);
      return;
    }
    const participant = this.#participants.get(act.id);
    if (participant === undefined) throw new TraceError('EVIDENCE_MISSING', { what: act.id });
    participant.active = act.action === 'readmit';
  }

  async #key(act: KeyAct, { head, record }: ShownDocument): Promise<void> {
    const signer = head.kid.participant;
    if (act.action !== 'revoke') {
      if (act.action === 'replace') this.#requireOver(act.proof.participant, signer, act.action);
      else if (act.proof.participant !== signer)
        throw new TraceError('NOT_SIGNER', { path: 'proof', expected: signer });
      await this.#addKey(act.proof, record.time + (act.action === 'replace' ? REPLACEMENT_WAIT : 0));
      return;
    }
    if (act.participant !== signer) this.#requireOver(act.participant, signer, act.action);
    const kid = formatKeyId(act);
    const key = this.#keys.get(kid);
    if (key === undefined) throw new TraceError('EVIDENCE_MISSING', { what: kid });
    key.revoked = true;
    const { compromisedSince: since = Infinity } = act;
    for (const { document, iat } of this.#signed.get(kid) ?? []) {
      if (iat >= since) this.findings.warn('KEY_COMPROMISED', { kid, since, document });
    }
  }

  async #addKey(proof: KeyProof, from: number): Promise<void> {
    const kid = formatKeyId(proof);
    if (this.#keys.has(kid)) throw new TraceError('KEY_EXISTS', { kid });
    if (!(await this.verify(proof.jwk, utf8(proof.signingInput), proof.signature))) {
      throw new TraceError('PROOF_INVALID', { kid });
    }
    this.#keys.set(kid, { jwk: proof.jwk, from, revoked: false });
  }

  /** The catalogue is a national regulator's, or the first one's. Throws NOT_ENTITLED, OUT_OF_JURISDICTION. */
  requireNational(participant: string, category: string): void {
    this.requireRegulator(participant, 'category', { division: COUNTRY, categories: [category] });
  }

  /** Of the matter's division and categories, as the ledger asks it. Throws NOT_ENTITLED, OUT_OF_JURISDICTION. */
  requireRegulator(participant: string, step: string, matter: Matter): void {
    const registration = this.registration(participant);
    if (registration?.roles.includes('regulator') !== true) {
      throw new TraceError('NOT_ENTITLED', { participant, step, roles: ['regulator'] });
    }
    if (participant === this.#root || isCompetent(registration, matter)) return;
    throw outOfJurisdiction(registration, matter);
  }

  /** Over a participant as a whole; over another regulator only from above it. */
  #requireOver(id: string, participant: string, step: string, target = this.registration(id)): void {
    if (target === undefined) throw new TraceError('EVIDENCE_MISSING', { what: id });
    this.requireRegulator(participant, step, target);
    if (participant === this.#root || !target.roles.includes('regulator')) return;
    const own = this.registration(participant);
    if (own?.division === target.division || target.id === this.#root) throw outOfJurisdiction(target, target);
  }
}

/** The ledger's first document: the regulator registers itself with the pinned key (docs/ledger.md, Keys). */
function readRoot({ head, entries }: ShownDocument, pin: string): Registration {
  const [entry] = entries;
  const act =
    head.kind === 'participant' && head.n === 1 && entry ? readParticipantAct(entry.value, sha256) : undefined;
  const { participant, thumbprint } = head.kid;
  if (act?.action !== 'register' || thumbprint !== pin || act.proof.thumbprint !== pin || act.id !== participant) {
    throw new TraceError('ROOT_NOT_PINNED', { root: thumbprint, expected: pin });
  }
  if (!act.roles.includes('regulator')) throw new TraceError('NOT_ENTITLED', { participant, step: 'root' });
  return act;
}
