import { TraceError, type ActLine, type PartyName } from '@suyuan/domain';
import { take } from './end.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';

/** A sample by whoever has the goods, or an official one, which takes nothing. */
export function sample(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
  const { act, signer } = done;
  if (act.from !== undefined && replay.idOf(act.from) !== signer) {
    requireOfficial(done, act.from, replay);
    return { official: true };
  }
  if (line === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  take(done, line, 'sampled', replay);
  return {};
}

/** A sample in another's hands is taken by a regulator of that place and the lot's category. */
function requireOfficial({ act, signer }: ReplayedEvent, from: PartyName, replay: LotReplay): void {
  const { registry } = replay;
  const id = 'id' in from ? from.id : registry.ownerOf(from.gln);
  const { division } = registry.registration(id ?? '') ?? {};
  if (division === undefined) throw new TraceError('EVIDENCE_MISSING', { what: id ?? '–' });
  registry.requireRegulator(signer, act.step, { division, categories: [replay.requireLot().category] });
}
