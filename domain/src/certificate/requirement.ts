import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { certificateUrn, type CertificateName } from '../identifier/suyuan-urn.js';
import type { CertificateRequirement } from '../pack/pack.js';
import { keys } from '../state/keys.js';
import type { CertificateRecord, LotRecord } from '../state/records.js';

/**
 * Every certificate that a step takes must be among those of the lot's commissioning and those that the event names,
 * and good at transaction time. Throws what is wrong with the one that comes nearest.
 */
export function checkCertificates(
  requirements: readonly CertificateRequirement[],
  lot: LotRecord,
  named: readonly CertificateName[],
  scene: Scene,
): void {
  if (requirements.length === 0) return;
  const records = [...lot.certificates, ...named].map(({ issuer, number }) =>
    scene.state.get(keys.certificate(issuer, number)),
  );
  for (const requirement of requirements) {
    let nearest: TraceError | undefined;
    const met = records.some((record) => {
      if (record?.type !== requirement.type || !record.lots.includes(lot.lot)) return false;
      if (requirement.issuer === 'maker' && record.issuer !== lot.maker) return false;
      const wrong = faultOf(record, scene.context.now);
      nearest = wrong ?? nearest;
      return wrong === undefined;
    });
    if (!met) throw nearest ?? new TraceError('CERTIFICATE_REQUIRED', { type: requirement.type, lot: lot.lot });
  }
}

function faultOf(record: CertificateRecord, now: number): TraceError | undefined {
  const certificate = certificateUrn(record.issuer, record.number);
  if (record.status === 'revoked') return new TraceError('CERTIFICATE_REVOKED', { certificate });
  if (record.until !== undefined && record.until < now) return new TraceError('CERTIFICATE_EXPIRED', { certificate });
  if (record.result === 'fail')
    return new TraceError('CERTIFICATE_FAILED', { lot: record.lots.join(' '), certificate });
  return undefined;
}
