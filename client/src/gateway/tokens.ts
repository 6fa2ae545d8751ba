import { LIMITS, TraceError } from '@suyuan/domain';
import type { Signer } from '../keys/signer.js';
import { signAccess } from '../signing/sign-access.js';
import { nowSeconds } from '../time.js';

/** Seconds of life a token must have left to be used again. */
const MARGIN = 30;

/** One token at a time for one gateway, signed anew shortly before it ends. */
export class Tokens {
  #token: { readonly jws: Promise<string>; readonly exp: number } | undefined;

  constructor(
    readonly origin: string,
    readonly signer: Signer | undefined,
  ) {}

  /** Throws SIGNER_MISSING. */
  get(now = nowSeconds()): Promise<string> {
    if (this.signer === undefined) return Promise.reject(new TraceError('SIGNER_MISSING'));
    if (this.#token === undefined || this.#token.exp - MARGIN <= now) {
      const jws = signAccess({ aud: this.origin, signer: this.signer, now });
      this.#token = { jws, exp: now + LIMITS.accessLifetime };
    }
    return this.#token.jws;
  }

  /** The gateway refused it: the next one is signed anew. */
  drop(): void {
    this.#token = undefined;
  }
}
