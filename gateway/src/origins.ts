import { networkInterfaces } from 'node:os';

/**
 * By which origins users know a gateway that was told of none: where it listens. One that listens everywhere is known
 * by each address of this machine, the network's first, for that is the one that a phone can open.
 */
export function defaultOrigins(host: string, port: number, tls: boolean): readonly string[] {
  const scheme = tls ? 'https' : 'http';
  const origin = (name: string) => new URL(`${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`).origin;
  const local = ['127.0.0.1', 'localhost'];
  if (host === '127.0.0.1' || host === 'localhost' || host === '::1') return [...new Set([host, ...local])].map(origin);
  if (host !== '0.0.0.0' && host !== '::') return [origin(host)];
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  return [...new Set([...addresses, ...local])].map(origin);
}
