import type { Ledger } from '@suyuan/gateway';
import { closedLoop } from '../closed-loop.js';
import type { Point } from '../figure.js';
import { committed, type LedgerUnderTest } from '../ledger-under-test.js';
import { HandOffs, type HandOff } from '../workload/hand-offs.js';

interface CaptureOptions {
  readonly name: string;
  readonly ledger: Ledger;
  readonly handOffs: HandOffs;
  readonly inFlight: number;
  /** Hand-offs a round; two documents each. */
  readonly count: number;
  readonly target?: number;
}

/** Signed documents a second, ships and receives half each; events a second where a document has many. */
export function capturePoint({ name, ledger, handOffs, inFlight, count, target }: CaptureOptions): Point {
  return {
    ...{ name, unit: handOffs.events > 1 ? 'events/s' : 'documents/s' },
    ...(target === undefined ? {} : { target }),
    async measure() {
      const made = await handOffs.make(count);
      const { seconds } = await closedLoop(
        made.map((each) => () => carry(ledger, each)),
        inFlight,
      );
      return (2 * count * handOffs.events) / seconds;
    },
  };
}

/** The receiver signs for what is recorded: so does a load. */
async function carry(ledger: Ledger, { ship, receive }: HandOff): Promise<void> {
  await committed(ledger, [ship]);
  await committed(ledger, [receive]);
}

/** Documents and events through the gateway's own client, and the bare contract beside them. */
export function capturePoints(under: LedgerUnderTest, scale: number): { points: Point[]; close: () => Promise<void> } {
  const bundled = under.connect();
  const single = under.connect({ bundles: false });
  const bare = under.connect({ bundles: false, contract: 'bare' });
  const one = new HandOffs(under.world, under.aud);
  const hundred = new HandOffs(under.world, under.aud, 100);
  const sizes = [
    { inFlight: 1, each: 50, together: 50 },
    { inFlight: 50, each: 500, together: 1500 },
    { inFlight: 200, each: 800, together: 4000, target: 3000 },
  ];
  const points = sizes.flatMap(({ inFlight, each, together, target }) => {
    const shared = { handOffs: one, inFlight };
    const alone = { ...shared, count: Math.ceil(each * scale) };
    const bundles = { ...shared, count: Math.ceil(together * scale), ...(target === undefined ? {} : { target }) };
    return [
      capturePoint({ name: `documents in bundles, ${inFlight} in flight`, ledger: bundled, ...bundles }),
      capturePoint({ name: `documents one by one, ${inFlight} in flight`, ledger: single, ...alone }),
      capturePoint({ name: `bare put, one by one, ${inFlight} in flight`, ledger: bare, ...alone }),
    ];
  });
  const events = { ledger: bundled, handOffs: hundred, inFlight: 50, count: Math.ceil(150 * scale), target: 8000 };
  points.push(capturePoint({ name: 'events in documents of 100, 50 in flight', ...events }));
  return {
    points,
    async close() {
      await Promise.all([bundled, single, bare].map((ledger) => ledger.close()));
    },
  };
}
