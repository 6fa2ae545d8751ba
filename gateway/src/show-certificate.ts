import { keys, TraceError, type CertificateAnswer } from '@suyuan/domain';
import { gatherEvidence } from './evidence.js';
import type { IndexView } from './index/index-view.js';

/** A certificate as issued and, if it was, revoked. Throws NOT_FOUND. */
export async function showCertificate(view: IndexView, issuer: string, number: string): Promise<CertificateAnswer> {
  const certificate = view.state(keys.certificate(issuer, number));
  if (certificate === undefined) throw new TraceError('NOT_FOUND', { what: `${issuer}/${number}` });
  const refs = [...new Set([certificate.by, certificate.last])];
  return { certificate, evidence: await gatherEvidence(view, refs) };
}
