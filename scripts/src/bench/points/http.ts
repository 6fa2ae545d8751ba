import type { SignedDocument } from '@suyuan/domain';
import { closedLoop } from '../closed-loop.js';
import type { Point } from '../figure.js';
import type { Http } from '../http.js';
import type { LedgerUnderTest } from '../ledger-under-test.js';
import { HandOffs } from '../workload/hand-offs.js';

/** The same load through `POST /api/v1/documents`, one document a request: answered when the index has it. */
export function httpPoints(under: LedgerUnderTest, http: Http, scale: number): Point[] {
  const handOffs = new HandOffs(under.world, under.aud);
  const sizes = [
    { inFlight: 1, count: 50 },
    { inFlight: 50, count: 1000 },
    { inFlight: 200, count: 2000 },
  ];
  return sizes.map(({ inFlight, count }) => ({
    name: `documents over HTTP, ${inFlight} in flight`,
    unit: 'documents/s',
    async measure() {
      const made = await handOffs.make(Math.ceil(count * scale));
      const jobs = made.map(({ ship, receive }) => async () => {
        await accepted(http, ship);
        await accepted(http, receive);
      });
      const { seconds } = await closedLoop(jobs, inFlight);
      return (2 * made.length) / seconds;
    },
  }));
}

async function accepted(http: Http, document: SignedDocument): Promise<void> {
  const { status, body } = await http.post('/api/v1/documents', JSON.stringify(document));
  if (status !== 200) throw new Error(`not accepted: ${status} ${body.toString().slice(0, 500)}`);
}
