import { findPrograms, type Programs } from '@suyuan/native';
import type { Ordering } from '@suyuan/network-config';
import { measureAll, ratioPoint, type Figure, type Measured, type Point } from '../figure.js';
import { CAPTURE, capturePoints, type CaptureLoads } from '../points/capture.js';
import { leaderPoint, restartPoint } from '../points/faults.js';
import type { MeasureOptions } from '../ledger-stages.js';
import { startNetwork, type NetworkUnderTest } from './network-under-test.js';

const LOADS: CaptureLoads = {
  sizes: [
    { inFlight: 1, alone: 30, bundled: 30 },
    { inFlight: 50, alone: 150, bundled: 500 },
    { inFlight: 200, alone: 600, bundled: 2000 },
  ],
  events: { inFlight: 200, count: 200 },
};

/** At so many in flight, on BFT: times the bare put. */
const CLIENTS = 200;
const TARGETS = { alone: 0.8, bundled: 8, events: 15, latency: 1.1 };

export interface NetworkMeasureOptions extends Omit<MeasureOptions, 'profile'> {
  readonly ordering: Ordering | undefined;
}

/** A network of each ordering after the other, each alone on the machine. */
export async function measureNetwork(options: NetworkMeasureOptions): Promise<Figure[]> {
  const programs = await findPrograms({ say: options.say });
  const figures: Figure[] = [];
  for (const [ordering, title] of [
    ['BFT', 'BFT'],
    ['etcdraft', 'Raft'],
  ] as const) {
    if (options.ordering !== undefined && options.ordering !== ordering) continue;
    options.say(title);
    const found = await measureOne(ordering, programs, { ...options, say: (line) => options.say(`  ${line}`) });
    figures.push(...found.map((figure) => ({ ...figure, name: `${title}: ${figure.name}` })));
  }
  return figures;
}

async function measureOne(
  ordering: Ordering,
  programs: Programs,
  { rounds, scale, only, say }: NetworkMeasureOptions,
): Promise<Figure[]> {
  let under: NetworkUnderTest | undefined;
  const running = (): NetworkUnderTest => {
    if (under === undefined) throw new Error('no network is up');
    return under;
  };
  const start: Point = {
    ...{ name: 'from nothing to the first committed transaction', unit: 's', target: 20, lower: true },
    async measure() {
      // The last one made is the one that all else is measured on.
      await under?.stop();
      under = undefined;
      under = await startNetwork({ programs, ordering, scale });
      return under.seconds;
    },
  };
  try {
    const figures = await measureAll([start], { rounds: only === 'load' ? 1 : rounds, say, warmUp: false });
    const meter = await running().prepare();
    if (only !== 'times') {
      const { points, close } = capturePoints(running(), LOADS, scale, meter);
      figures.push(...(await measureAll([...points, ...ratios(ordering)], { rounds, say })));
      await close();
    }
    await running().stopBare();
    if (only !== 'load') {
      const faults = [restartPoint(running), ...(ordering === 'BFT' ? [leaderPoint(running)] : [])];
      figures.push(...(await measureAll(faults, { rounds, say, warmUp: false })));
    }
    return figures;
  } finally {
    await under?.stop();
  }
}

/** What is to be reached on BFT, and what Raft has beside it. */
function ratios(ordering: Ordering): Point[] {
  const bare = CAPTURE.bare(CLIENTS);
  const least = (target: number): Pick<Point, 'target'> => (ordering === 'BFT' ? { target } : {});
  const most: Pick<Point, 'target' | 'lower'> = ordering === 'BFT' ? { target: TARGETS.latency, lower: true } : {};
  const against = `to bare puts, ${CLIENTS} in flight`;
  return [
    ratioPoint(`documents one by one ${against}`, [CAPTURE.alone(CLIENTS), bare], least(TARGETS.alone)),
    ratioPoint(`documents in bundles ${against}`, [CAPTURE.bundled(CLIENTS), bare], least(TARGETS.bundled)),
    ratioPoint(`events in documents of 100 ${against}`, [CAPTURE.events(CLIENTS), bare], least(TARGETS.events)),
    ratioPoint(
      'median latency with bundles to without, 1 in flight',
      [CAPTURE.bundled(1), CAPTURE.alone(1)],
      most,
      p50,
    ),
  ];
}

function p50({ asides = [] }: Measured): number {
  return asides.find(({ name }) => name === 'p50')?.value ?? Number.NaN;
}
