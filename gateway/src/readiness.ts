import { TraceError } from '@suyuan/domain';
import type { Service } from './service.js';

/** Milliseconds for which the ledger's last sign of life counts. */
const FRESH = 2_000;
const PATIENCE = 3_000;

/** Whether this gateway can do its work: the ledger answers, the index has caught up, nobody has asked it to stop. */
export class Readiness {
  #asked = 0;
  #answer: Promise<boolean> = Promise.resolve(false);
  #stopping = false;

  constructor(readonly service: Service) {}

  stop(): void {
    this.#stopping = true;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** What is amiss; undefined when nothing is. */
  async missing(): Promise<TraceError | undefined> {
    if (this.#stopping) return new TraceError('SHUTTING_DOWN');
    const { follower } = this.service;
    if (follower.error !== undefined) return follower.error;
    if (!(await this.#reachable()) || follower.state !== 'live') return new TraceError('LEDGER_UNAVAILABLE');
    return undefined;
  }

  #reachable(): Promise<boolean> {
    const now = Date.now();
    if (now - this.#asked > FRESH) {
      this.#asked = now;
      this.#answer = within(this.service.ledger.evaluate('state', '[]'), PATIENCE);
    }
    return this.#answer;
  }
}

async function within(call: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const done = call.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
