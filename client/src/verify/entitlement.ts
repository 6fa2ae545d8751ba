import {
  certificateType,
  certificateUrn,
  isMakersOwn,
  TraceError,
  type CategoryPack,
  type CertificateName,
  type CertificateRequirement,
  type Json,
  type Role,
  type Step,
  type StepRule,
} from '@suyuan/domain';
import { readVersion } from './category-entry.js';
import { certificateKey, stops, type Certificate } from './certificates.js';
import type { Registry } from './registry.js';

/** What a step is judged by beside its own event: the lot as it stood then. */
export interface StandingThen {
  readonly maker: string;
  /** Those that the commissioning and the event name. */
  readonly named: readonly CertificateName[];
  /** About the lot, as they stood then, by `certificateKey`. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  /** Time of recording as stated, seconds. */
  readonly time: number;
}

/** Steps by which goods go on: stopped ones do not. */
const STOPPED: readonly Step[] = [
  ...(['shipping', 'receiving', 'retail_selling', 'dispensing'] as const),
  ...(['market_entry', 'importing', 'exporting', 'filling', 'using'] as const),
];

/**
 * Category packs as the documents in the evidence publish them, in ledger order: who may take which step, with which
 * vouchers, and who may issue which certificate. A gateway that shows a signed document which the ledger refused is
 * found out by them.
 */
export class Entitlement {
  /** By category, in ledger order. */
  readonly #current = new Map<string, readonly { readonly pack: CategoryPack; readonly from: number }[]>();
  readonly #versions = new Map<string, CategoryPack>();

  constructor(readonly registry: Registry) {}

  /** Local extensions are not looked at: they only add, so that what they accept the national pack accepts too. */
  publish(value: Json, signer: string): void {
    const version = readVersion(value);
    if (version === undefined) return;
    const { pack, from } = version;
    this.registry.requireNational(signer, pack.id);
    this.#current.set(pack.id, [...(this.#current.get(pack.id) ?? []), { pack, from }]);
    this.#versions.set(`${pack.id}/${pack.version}`, pack);
  }

  /** The pack in force at a time, by the documents read so far. Throws EVIDENCE_MISSING. */
  packAt(category: string, time: number): CategoryPack {
    const versions = this.#current.get(category) ?? [];
    const { pack } = versions.filter(({ from }) => from <= time).at(-1) ?? {};
    if (pack === undefined) throw new TraceError('EVIDENCE_MISSING', { what: category });
    return pack;
  }

  /** A version of a pack. Throws EVIDENCE_MISSING. */
  pack(category: string, version: string): CategoryPack {
    const what = `${category}/${version}`;
    const pack = this.#versions.get(what);
    if (pack === undefined) throw new TraceError('EVIDENCE_MISSING', { what });
    return pack;
  }

  /** By the pack in force when a certificate is issued: its roles that may issue it. Throws NOT_ENTITLED, EVIDENCE_MISSING. */
  requireIssuer(pack: CategoryPack, type: string, issuer: string): readonly Role[] {
    const issuers = certificateType(pack, type)?.issuers ?? [];
    this.requireRole(issuers, type, issuer);
    return issuers.filter((role) => this.registry.registration(issuer)?.roles.includes(role));
  }

  /** Role; that trade is not stopped; and of who makes or ships the vouchers. Throws NOT_ENTITLED, CERTIFICATE_REQUIRED, CERTIFICATE_FAILED. */
  requireStep(pack: CategoryPack, step: Step, signer: string, standing: StandingThen): void {
    this.requireRule(pack.steps[step] ?? { roles: [] }, step, signer, standing);
  }

  requireRule({ roles, certificates = [] }: StepRule, step: Step, signer: string, standing: StandingThen): void {
    this.requireRole(roles, step, signer);
    if (STOPPED.includes(step)) this.#checkStops(standing);
    if (step === 'receiving') return;
    for (const requirement of certificates) {
      const met = standing.named.some((name) => isMet(requirement, name, standing));
      if (!met) throw new TraceError('CERTIFICATE_REQUIRED', { type: requirement.type, certificate: '–' });
    }
  }

  /** Goods that are used up in a step: role, and that they are not stopped. */
  requireUse(pack: CategoryPack, step: Step, signer: string, standing: StandingThen): void {
    this.requireRole(pack.steps[step]?.roles ?? [], step, signer);
    this.#checkStops(standing);
  }

  /** What a lot's maker alone may say of it must be its maker's. Throws NOT_ENTITLED. */
  checkMaker({ act, issuer, pack }: Certificate, maker: string): void {
    if (isMakersOwn(this.pack(act.category, pack), act.type) && issuer !== maker) {
      throw new TraceError('NOT_ENTITLED', { participant: issuer, step: act.type, roles: [maker] });
    }
  }

  #checkStops({ certificates }: StandingThen): void {
    for (const each of certificates.values()) {
      const { issuer, act, pack } = each;
      if (!stops(each) || !this.pack(act.category, pack).stopOnFailure) continue;
      throw new TraceError(act.result === 'fail' ? 'CERTIFICATE_FAILED' : 'CERTIFICATE_REVOKED', {
        certificate: certificateUrn(issuer, act.number),
      });
    }
  }

  requireRole(roles: readonly string[], step: string, participant: string): void {
    if (this.registry.registration(participant)?.roles.some((role) => roles.includes(role)) === true) return;
    throw new TraceError('NOT_ENTITLED', { participant, step, roles });
  }
}

function isMet(requirement: CertificateRequirement, name: CertificateName, standing: StandingThen): boolean {
  const { maker, certificates, time } = standing;
  const certificate = certificates.get(certificateKey(name.issuer, name.number));
  if (certificate?.act.type !== requirement.type || certificate.revoked || certificate.act.result !== 'pass')
    return false;
  const { until = time } = certificate.act;
  return until >= time && (requirement.issuer !== 'maker' || certificate.issuer === maker);
}
