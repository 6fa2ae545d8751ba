import {
  certificateUrn,
  isMakersOwn,
  readPack,
  TraceError,
  type CategoryPack,
  type CertificateName,
  type CertificateRequirement,
  type Json,
  type Step,
} from '@suyuan/domain';
import { certificateKey, stops, type Certificate } from './certificates.js';
import type { Registry } from './registry.js';

/** What a step is judged by beside its own event: the lot as it stood then. */
export interface Standing {
  readonly maker: string;
  /** Those that the commissioning and the event name. */
  readonly named: readonly CertificateName[];
  /** About the lot, as they stood then, by `certificateKey`. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  /** Time of recording as stated, seconds. */
  readonly time: number;
}

/**
 * Category packs as the documents in the evidence publish them, in ledger order: who may take which step, with which
 * vouchers, and who may issue which certificate. A gateway that shows a signed document which the ledger refused is
 * found out by them.
 */
export class Entitlement {
  readonly #current = new Map<string, CategoryPack>();
  readonly #versions = new Map<string, CategoryPack>();

  constructor(readonly registry: Registry) {}

  publish(value: Json, signer: string): void {
    this.registry.requireRegulator(signer, 'category');
    const pack = readPack(value);
    this.#current.set(pack.id, pack);
    this.#versions.set(`${pack.id}/${pack.version}`, pack);
  }

  /** The pack in force now, as the documents are read one after another, or that version. Throws EVIDENCE_MISSING. */
  pack(category: string, version?: string): CategoryPack {
    const what = version === undefined ? category : `${category}/${version}`;
    const pack = version === undefined ? this.#current.get(category) : this.#versions.get(what);
    if (pack === undefined) throw new TraceError('EVIDENCE_MISSING', { what });
    return pack;
  }

  /** The pack in force when a certificate is issued. Throws NOT_ENTITLED, EVIDENCE_MISSING. */
  requireIssuer(category: string, type: string, issuer: string): CategoryPack {
    const pack = this.pack(category);
    this.#requireRole(pack.certificates[type]?.issuers ?? [], type, issuer);
    return pack;
  }

  /** Role; that trade is not stopped; and of who makes or ships the vouchers. Throws NOT_ENTITLED, CERTIFICATE_REQUIRED, CERTIFICATE_FAILED. */
  requireStep(pack: CategoryPack, step: Step, signer: string, standing: Standing): void {
    const { roles = [], certificates = [] } = pack.steps[step] ?? {};
    this.#requireRole(roles, step, signer);
    if (step !== 'commissioning') this.#checkStops(standing);
    if (step === 'receiving') return;
    for (const requirement of certificates) {
      const met = standing.named.some((name) => isMet(requirement, name, standing));
      if (!met) throw new TraceError('CERTIFICATE_REQUIRED', { type: requirement.type, certificate: '–' });
    }
  }

  /** What a lot's maker alone may say of it must be its maker's. Throws NOT_ENTITLED. */
  checkMaker({ act, issuer }: Certificate, maker: string): void {
    const pack = this.#current.get(act.category);
    if (pack !== undefined && isMakersOwn(pack, act.type) && issuer !== maker) {
      throw new TraceError('NOT_ENTITLED', { participant: issuer, step: act.type, roles: [maker] });
    }
  }

  #checkStops({ certificates }: Standing): void {
    for (const each of certificates.values()) {
      const { issuer, act, pack } = each;
      if (!stops(each) || !this.pack(act.category, pack).stopOnFailure) continue;
      throw new TraceError(act.result === 'fail' ? 'CERTIFICATE_FAILED' : 'CERTIFICATE_REVOKED', {
        certificate: certificateUrn(issuer, act.number),
      });
    }
  }

  #requireRole(roles: readonly string[], step: string, participant: string): void {
    if (this.registry.registration(participant)?.roles.some((role) => roles.includes(role)) === true) return;
    throw new TraceError('NOT_ENTITLED', { participant, step, roles });
  }
}

function isMet(requirement: CertificateRequirement, name: CertificateName, standing: Standing): boolean {
  const { maker, certificates, time } = standing;
  const certificate = certificates.get(certificateKey(name.issuer, name.number));
  if (certificate?.act.type !== requirement.type || certificate.revoked || certificate.act.result !== 'pass')
    return false;
  const { until = time } = certificate.act;
  return until >= time && (requirement.issuer !== 'maker' || certificate.issuer === maker);
}
