import { parentPort, workerData } from 'node:worker_threads';
import { closedLoop } from '../closed-loop.js';
import { Http } from '../http.js';

/** What a thread that asks is given. */
export interface Questions {
  readonly port: number;
  readonly paths: readonly string[];
  /** How many of the first count for nothing: they open the connection and warm up the thread. */
  readonly warmUp: number;
}

/**
 * Asks one question after the other, in a thread that does nothing else: the process of the load has tens of megabytes to
 * look through when it collects garbage, and each time an answer would wait for it. Tells the latencies, ms.
 */
const { port, paths, warmUp } = workerData as Questions;
const http = new Http(port);
const jobs = paths.map((path) => async () => {
  const { status, body } = await http.get(path);
  if (status !== 200) throw new Error(`${path}: ${status} ${body.toString().slice(0, 500)}`);
});
const { latencies } = await closedLoop(jobs, 1);
http.close();
parentPort?.postMessage(latencies.slice(warmUp));
