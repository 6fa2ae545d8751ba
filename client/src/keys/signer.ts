import type { PublicJwk } from '@suyuan/domain';

/**
 * A registered key that signs. Where the private half lives is the implementation's own matter: a browser's store, a
 * key file, a hardware module.
 */
export interface Signer {
  /** `<participant>:<thumbprint>`, as it stands in headers. */
  readonly kid: string;
  /** Unified social credit code. */
  readonly participant: string;
  /** RFC 7638, base64url. */
  readonly thumbprint: string;
  readonly jwk: PublicJwk;
  /** ES256 over the bytes: r ‖ s, 64 bytes (RFC 7518 §3.4). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
