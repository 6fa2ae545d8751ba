import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { closedLoop } from '../closed-loop.js';
import type { Point } from '../figure.js';

const INPUT = Buffer.alloc(450, 'a');

/** The bound that signatures alone set: one P-256 verification a document, on all cores that this process may use. */
export function verifyPoint(scale: number): Point {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = sign('sha256', INPUT, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const one = () =>
    new Promise<void>((resolve, reject) => {
      verify('sha256', INPUT, key, signature, (error, good) => {
        if (error === null && good) resolve();
        else reject(error ?? new Error('a good signature was found bad'));
      });
    });
  return {
    name: 'P-256 verifications, all cores',
    unit: 'documents/s',
    async measure() {
      const count = Math.ceil(10_000 * scale);
      const { seconds } = await closedLoop(Array<typeof one>(count).fill(one), 16);
      return count / seconds;
    },
  };
}
