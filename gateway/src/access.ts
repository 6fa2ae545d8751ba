import { formatKeyId, isCode, parseAccess, TraceError, type Facts } from '@suyuan/domain';
import { BoundedCache } from './index/bounded-cache.js';
import type { Service } from './service.js';
import { verifySignature } from './verify-signature.js';

/** Who reads what is not public. */
export interface Reader {
  readonly participant: string;
  readonly regulator: boolean;
}

/** Texts of tokens whose signature was found good with a key: it stays so; all else is asked each time. */
const good = new BoundedCache<string>(1_000);

/**
 * Whose token this is (`Authorization: Bearer …`): signed by a key that is registered and active now, of a participant
 * that is active, made out to this gateway. Throws TOKEN_MISSING, TOKEN_INVALID with the reason, TOKEN_EXPIRED.
 */
export async function authenticate(service: Service, authorization: string | undefined): Promise<Reader> {
  const jws = /^Bearer +([A-Za-z0-9._-]+)$/i.exec(authorization ?? '')?.[1];
  if (jws === undefined) throw new TraceError('TOKEN_MISSING');
  try {
    return await identify(service, jws);
  } catch (error) {
    if (!(error instanceof TraceError) || error.code === 'TOKEN_EXPIRED') throw error;
    throw error.code === 'TOKEN_INVALID' ? error : refuse(error.code, error.facts);
  }
}

async function identify(service: Service, jws: string): Promise<Reader> {
  const token = parseAccess(jws, service.now());
  if (!service.origins.includes(token.aud)) refuse('AUDIENCE_MISMATCH', { aud: token.aud, expected: service.origins });
  const { participant: id, thumbprint } = token.kid;
  const kid = formatKeyId(token.kid);
  return service.index.read(async (view) => {
    const [key, participant] = [view.key(id, thumbprint), view.participant(id)];
    if (key === undefined || participant === undefined) return refuse('KEY_UNKNOWN', { kid });
    if (key.status !== 'active') refuse('KEY_REVOKED', { kid });
    if (key.from > service.now()) refuse('KEY_NOT_YET', { kid, from: key.from });
    if (participant.status !== 'active') refuse('PARTICIPANT_SUSPENDED', { participant: id });
    if (good.get(jws) !== thumbprint) {
      if (!(await verifySignature(key.jwk, token.signingInput, token.signature))) refuse('SIGNATURE_INVALID', { kid });
      good.set(jws, thumbprint);
    }
    return { participant: id, regulator: participant.roles.includes('regulator') };
  });
}

function refuse(reason: string, facts: Facts): never {
  throw new TraceError('TOKEN_INVALID', { ...facts, ...(isCode(reason) ? { reason } : undefined) });
}

/** Whose data a reader sees: its own, or, a regulator, whose it names. Throws FORBIDDEN. */
export function subjectOf(reader: Reader, named: string | undefined): string {
  if (named === undefined || named === reader.participant) return reader.participant;
  if (!reader.regulator) throw new TraceError('FORBIDDEN', { what: named });
  return named;
}
