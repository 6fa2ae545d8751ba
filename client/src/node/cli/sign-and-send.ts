import type { EntryError, Kind, SignedDocument } from '@suyuan/domain';
import { interpret, LIMITS, TraceError } from '@suyuan/domain';
import { signDocument, type EntryValues } from '../../signing/sign-document.js';
import { nodeHash } from '../hash.js';
import { reportResults } from './render-result.js';
import type { Report, Session } from './session.js';

/** Signs entries for the gateway's ledger with the session's key, and sends them. */
export async function signAndSend<K extends Kind>(
  session: Session,
  kind: K,
  values: readonly (EntryValues[K] | string)[],
): Promise<Report> {
  const signer = await session.signer();
  const client = session.gateway(signer);
  const { aud } = await client.ledger();
  const document = await signDocument(kind, values, { aud, signer, hash: nodeHash });
  const { results } = await client.send([document]);
  return reportResults(session, [], results);
}

/** What is wrong with a document that can be seen without a ledger. */
export function findErrors(session: Session, document: SignedDocument): EntryError[] {
  return interpret(document, nodeHash).errors.map(({ code, facts, entry }) => ({
    ...(entry === undefined ? undefined : { entry }),
    code,
    facts,
    message: session.explain(code, facts),
  }));
}

/** `--days` in seconds. */
export function lifetime(days: string | undefined): number {
  if (days === undefined) return LIMITS.defaultLifetime;
  const seconds = Math.round(Number(days) * 86_400);
  if (!Number.isFinite(seconds)) throw new TraceError('USAGE', { reason: `--days ${days}` });
  return seconds;
}
