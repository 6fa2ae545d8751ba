import type { SignedDocument } from '@suyuan/domain';
import type { Ledger } from '@suyuan/gateway';
import { closedLoop } from '../closed-loop.js';
import { cpuBetween, rest, type CpuMeter } from '../cpu.js';
import type { Aside, Point } from '../figure.js';
import { persist, type LedgerUnderTest } from '../ledger-under-test.js';
import { quantile } from '../statistics.js';
import { HandOffs, type HandOff } from '../workload/hand-offs.js';

/** Loads that are compared with each other, in hand-offs a round: two documents each. */
export interface CaptureLoads {
  readonly sizes: readonly {
    readonly inFlight: number;
    /** One document a transaction, and as many to the bare contract. */
    readonly alone: number;
    readonly bundled: number;
    /** Of those bundled, documents a second. */
    readonly target?: number;
  }[];
  /** Documents of a hundred events. */
  readonly events: { readonly inFlight: number; readonly count: number; readonly target?: number };
}

/** Names by which figures can be compared. */
export const CAPTURE = {
  bundled: (inFlight: number) => `documents in bundles, ${inFlight} in flight`,
  alone: (inFlight: number) => `documents one by one, ${inFlight} in flight`,
  bare: (inFlight: number) => `bare put, one by one, ${inFlight} in flight`,
  events: (inFlight: number) => `events in documents of 100, ${inFlight} in flight`,
};

export interface CaptureOptions {
  readonly name: string;
  readonly ledger: Ledger;
  readonly handOffs: HandOffs;
  readonly inFlight: number;
  readonly count: number;
  readonly target: number | undefined;
  readonly meter: CpuMeter | undefined;
}

/** Signed documents a second, ships and receives half each; events a second where a document has many. */
export function capturePoint({ name, ledger, handOffs, inFlight, count, target, meter }: CaptureOptions): Point {
  return {
    ...{ name, unit: handOffs.events > 1 ? 'events/s' : 'documents/s' },
    ...(target === undefined ? {} : { target }),
    async measure() {
      const made = await handOffs.make(count);
      const latencies: number[] = [];
      let again = 0;
      const timed = async (document: SignedDocument): Promise<void> => {
        const began = performance.now();
        again += (await persist(ledger, document)).again;
        latencies.push(performance.now() - began);
      };
      const jobs = made.map(({ ship, receive }: HandOff) => async () => {
        // The receiver signs for what is recorded: so does a load.
        await timed(ship);
        await timed(receive);
      });
      if (meter) await rest(meter);
      const before = await meter?.();
      const { seconds } = await closedLoop(jobs, inFlight);
      const asides: Aside[] = [
        { name: 'p50', unit: 'ms', value: quantile(latencies, 0.5) },
        { name: 'p95', unit: 'ms', value: quantile(latencies, 0.95) },
        { name: 'sent again', unit: 'times', value: again },
        ...(before && meter ? cpuBetween(before, await meter(), latencies.length) : []),
      ];
      return { value: (latencies.length * handOffs.events) / seconds, asides };
    },
  };
}

/** Documents and events through the gateway's own client, and the bare contract beside them. */
export function capturePoints(
  under: LedgerUnderTest,
  { sizes, events }: CaptureLoads,
  scale: number,
  meter?: CpuMeter,
): { points: Point[]; close: () => Promise<void> } {
  const bundled = under.connect();
  const alone = under.connect({ bundles: false });
  const bare = under.connectBare();
  const one = new HandOffs(under.world, under.aud);
  const hundred = new HandOffs(under.world, under.aud, 100);
  const point = (name: string, ledger: Ledger, handOffs: HandOffs, inFlight: number, count: number, target?: number) =>
    capturePoint({ name, ledger, handOffs, inFlight, count: Math.ceil(count * scale), target, meter });
  const points: Point[] = sizes.flatMap(({ inFlight, ...size }): Point[] => {
    const compared = [
      point(CAPTURE.bundled(inFlight), bundled, one, inFlight, size.bundled, size.target),
      point(CAPTURE.alone(inFlight), alone, one, inFlight, size.alone),
      point(CAPTURE.bare(inFlight), bare, one, inFlight, size.alone),
    ];
    return compared.map((each) => ({ ...each, group: `${inFlight} in flight` }));
  });
  points.push(point(CAPTURE.events(events.inFlight), bundled, hundred, events.inFlight, events.count, events.target));
  return {
    points,
    async close() {
      await Promise.all([bundled, alone, bare].map((ledger) => ledger.close()));
    },
  };
}
