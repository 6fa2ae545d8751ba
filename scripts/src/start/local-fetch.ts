import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { Fetch } from '@suyuan/client';

/**
 * How this program reaches the gateway that it has just started itself with this certificate: nobody needs to have
 * signed it, nor does it need to be made out to 127.0.0.1, but it must be that one.
 */
export function localFetch(tlsCert: string | undefined): Fetch | undefined {
  if (tlsCert === undefined) return undefined;
  const ca = readFileSync(tlsCert);
  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ca,
        // A public certificate's issuer is in the certificate file or known to Node; its name is the public one.
        checkServerIdentity: () => undefined,
        ...(signal ? { signal } : undefined),
      };
      const call = request(url, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const init = { status: answer.statusCode ?? 500, headers: answer.headers as Record<string, string> };
          resolve(new Response(Buffer.concat(chunks), init));
        });
      });
      call.on('error', reject);
      call.end(typeof body === 'string' ? body : undefined);
    });
}

/** The address of a service on this machine that listens on `host`. */
export function localUrl(tls: boolean, host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${tls ? 'https' : 'http'}://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
