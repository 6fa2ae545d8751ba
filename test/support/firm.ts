import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  compactJws,
  creditCodeCheck,
  documentInput,
  encodeEntry,
  formatKeyId,
  proofInput,
  stringify,
  thumbprint,
  type Json,
  type Kind,
  type PublicJwk,
  type SignedDocument,
} from '@suyuan/domain';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function verifyNow(jwk: PublicJwk, input: string, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

/** A valid credit code of our own making: a county's number and ours. */
export function creditCode(number: number): string {
  const first17 = `91370683MA${String(number).padStart(7, '0')}`;
  return first17 + creditCodeCheck(first17);
}

/** Claims of a document; what a test wants to get wrong, it overrides. */
export interface Claims {
  readonly aud: string;
  readonly iat: number;
  readonly exp?: number;
}

/** A party with a key in the process: signs at once, for tests that need thousands of documents. */
export class Firm {
  readonly jwk: PublicJwk;
  readonly thumbprint: string;
  readonly #key;

  constructor(readonly id: string) {
    // Read anew: Node 20 hangs for ever where a key is exported as JWK just when the job that made it is collected.
    const { privateKey: pkcs8 } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    const privateKey = createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' });
    const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
    this.jwk = { kty: 'EC', crv: 'P-256', x, y };
    this.#key = createPrivateKey({ key: { ...this.jwk, d }, format: 'jwk' });
    this.thumbprint = thumbprint(this.jwk, sha256);
  }

  get kid(): string {
    return formatKeyId({ participant: this.id, thumbprint: this.thumbprint });
  }

  sign(input: string): Uint8Array {
    return sign('sha256', Buffer.from(input), { key: this.#key, dsaEncoding: 'ieee-p1363' });
  }

  proof(participant = this.id, iat = 1): string {
    const input = proofInput(this.jwk, participant, iat);
    return compactJws(input, this.sign(input));
  }

  document(kind: Kind, values: readonly object[], claims: Claims, kid = this.kid): SignedDocument {
    const entries = values.map((value) => encodeEntry(stringify(value as Json), randomBytes(16)));
    const { aud, iat, exp = iat + 86_400 } = claims;
    const input = documentInput(kind, kid, { aud, iat, exp }, entries, sha256);
    return { jws: compactJws(input, this.sign(input)), entries };
  }
}
