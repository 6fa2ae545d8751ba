import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** The organisational unit in every certificate that network/config has made: its key was made for development. */
export const DEVELOPMENT_UNIT = 'DEVELOPMENT ONLY';

/** PEM. A certificate is for development where it says so, or who issued it. */
export function isForDevelopment(certificate: string): boolean {
  const { subject, issuer } = new X509Certificate(certificate);
  // One attribute a line; several of one kind may stand in one, with a plus between.
  const attributes = `${subject}\n${issuer}`.split(/[\n+]/).map((text) => text.trim());
  return attributes.includes(`OU=${DEVELOPMENT_UNIT}`);
}

/** Where a gateway listens, and by which origins it is known. */
interface Whereabouts {
  readonly host?: string | undefined;
  readonly publicUrls?: readonly string[] | undefined;
}

/** Whether others than this machine are meant to reach it: it listens for them, or is known by another name. */
export function isOutside({ host, publicUrls = [] }: Whereabouts): boolean {
  const hosts = publicUrls.map((url) => new URL(url).hostname);
  return [...(host === undefined ? [] : [host]), ...hosts].some((name) => !isLoopback(name));
}

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === '::1' || name === 'localhost' || name.endsWith('.localhost');
}
