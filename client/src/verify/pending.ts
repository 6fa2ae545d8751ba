import type { ActLine, Standing, StepRule } from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { Ending, ReplayedEvent } from './replayed-event.js';

/** What is to happen to whose goods, once all have signed. */
export interface Awaited {
  readonly done: ReplayedEvent;
  readonly line: ActLine;
  readonly participant: string;
  readonly rule: StepRule;
  /** How they will stand; of an end there is nothing to say. */
  readonly change?: Standing;
  readonly into?: Ending;
}

/** It takes effect with the last signature (domain/src/custody/pending.ts). */
export function awaitOthers(awaited: Awaited, { stock, pending }: LotReplay): void {
  const { done, line, participant, rule, change, into = 'decommissioned' } = awaited;
  const { roles, signatures = 1 } = rule;
  const { signer, ref, kid, act } = done;
  const state = stock.state(participant);
  const signed = [change === undefined ? signer : kid];
  pending.set(ref, {
    ...{ step: act.step, line, participant, state, roles, signatures, signed, into },
    ...(change === undefined ? undefined : { change }),
  });
}
