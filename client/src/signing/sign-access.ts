import { accessInput, compactJws, LIMITS, utf8 } from '@suyuan/domain';
import type { Signer } from '../keys/signer.js';
import { nowSeconds } from '../time.js';

export interface AccessOptions {
  /** The gateway's origin as its user knows it: `https://trace.example:8443`. */
  readonly aud: string;
  readonly signer: Signer;
  /** Seconds, at most 300. */
  readonly lifetime?: number;
  readonly now?: number;
}

/** A token for reading what is not public. It opens no more than reading, at that gateway, for these minutes. */
export async function signAccess(options: AccessOptions): Promise<string> {
  const { aud, signer, lifetime = LIMITS.accessLifetime, now = nowSeconds() } = options;
  const input = accessInput(signer.kid, { aud, iat: now, exp: now + lifetime });
  return compactJws(input, await signer.sign(utf8(input)));
}
