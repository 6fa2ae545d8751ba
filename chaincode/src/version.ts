import { sha256 } from './verifier.js';

/** Of the contracts' source, as in package.json. */
export const SEMVER = '0.1.0';

/** How many hex digits of a bundle's digest tell versions apart. */
const DIGITS = 12;

/** Semver and digest of the bundle: what runs, as against what a package's name says. */
export function contractVersion(bundle: Uint8Array): string {
  return `${SEMVER}+${Buffer.from(sha256(bundle)).toString('hex').slice(0, DIGITS)}`;
}
