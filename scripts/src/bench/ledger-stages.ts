import { startEmbedded } from './embedded-under-test.js';
import { measureAll, type Figure, type Point } from './figure.js';
import { startGateway } from './gateway-under-test.js';
import { capturePoints, type CaptureLoads } from './points/capture.js';
import { httpPoints } from './points/http.js';
import { fillForQueries, queryPoint, queryWorld } from './points/query.js';
import { replayPoint } from './points/replay.js';
import { verifyPoint } from './points/verify.js';

export interface MeasureOptions {
  readonly rounds: number;
  /** Part of 1: how much smaller the loads are. */
  readonly scale: number;
  /** Only the stage of this name. */
  readonly only: string | undefined;
  /** A folder for CPU profiles of ledger and gateway processes. */
  readonly profile: string | undefined;
  readonly say: (line: string) => void;
}

type Stage = (scale: number, execArgv: readonly string[]) => Promise<{ points: Point[]; stop: () => Promise<void> }>;

const LOADS: CaptureLoads = {
  sizes: [
    { inFlight: 1, alone: 50, bundled: 50 },
    { inFlight: 50, alone: 500, bundled: 1500 },
    { inFlight: 200, alone: 800, bundled: 4000, target: 3000 },
  ],
  events: { inFlight: 50, count: 150, target: 8000 },
};

/** What is compared is measured in one stage, on one ledger, interleaved; stages come one after the other. */
const STAGES: readonly { readonly name: string; readonly prepare: Stage }[] = [
  {
    name: 'capture',
    async prepare(scale, execArgv) {
      const under = await startEmbedded(execArgv);
      const { points, close } = capturePoints(under, LOADS, scale);
      const stop = async (): Promise<void> => {
        await close();
        await under.stop();
      };
      return { points: [verifyPoint(scale), ...points], stop };
    },
  },
  {
    name: 'http',
    async prepare(scale, execArgv) {
      const under = await startEmbedded(execArgv);
      const gateway = await startGateway(under, execArgv);
      const stop = async (): Promise<void> => {
        await gateway.stop();
        await under.stop();
      };
      return { points: httpPoints(under, gateway.http, scale), stop };
    },
  },
  {
    name: 'replay',
    async prepare(scale, execArgv) {
      const under = await startEmbedded(execArgv);
      return { points: [await replayPoint(under, scale)], stop: () => under.stop() };
    },
  },
  {
    name: 'query',
    async prepare(scale, execArgv) {
      const under = await startEmbedded(execArgv, queryWorld(scale));
      const last = await fillForQueries(under, scale);
      const gateway = await startGateway(under, execArgv, last);
      const stop = async (): Promise<void> => {
        await gateway.stop();
        await under.stop();
      };
      return { points: [queryPoint(under, gateway.http, scale)], stop };
    },
  },
];

export async function measureLedger({ rounds, scale, only, profile, say }: MeasureOptions): Promise<Figure[]> {
  const execArgv = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const figures: Figure[] = [];
  for (const { name, prepare } of STAGES) {
    if (only !== undefined && only !== name) continue;
    say(name);
    const { points, stop } = await prepare(scale, execArgv);
    try {
      figures.push(...(await measureAll(points, { rounds, say: (line) => say(`  ${line}`) })));
    } finally {
      await stop();
    }
  }
  return figures;
}
