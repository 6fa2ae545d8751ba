import type { Follower } from './index/follower.js';
import type { IndexStore } from './index/index-store.js';
import type { Ledger } from './ledger/ledger.js';
import type { Step } from './step.js';
import type { Submission } from './submit-documents.js';

/** What the use cases work with. */
export interface Service {
  readonly index: IndexStore;
  readonly ledger: Ledger;
  readonly follower: Follower;
  /** Asked before a refusal is told. */
  readonly step: Step;
  /** Origins by which users know this gateway: the audiences of their tokens. The first one stands on labels. */
  readonly origins: readonly string[];
  /** Version of this program. */
  readonly version: string;
  /** How long (ms) an answer waits until what it tells is in the index. */
  readonly patience: number;
  /** Documents that are on their way to the ledger, by id: the same one, sent meanwhile, waits for its answer. */
  readonly underway: Map<string, Promise<Submission>>;
  /** Seconds since 1970. */
  now(): number;
}
