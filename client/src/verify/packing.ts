import { formatQuantity, requireAlike, stateOf, TraceError, type ActLine } from '@suyuan/domain';
import { requireFrom, ruleOf } from './keep.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';

/** Some of the lot goes into a container, by itself or in containers (domain/src/unit/pack.ts). */
export function packLot(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
  const { act, signer, ref, recorded } = done;
  const { parent = '' } = act;
  const { boxes, stock, item } = replay;
  const lot = replay.requireLot();
  const pack = replay.entitlement.packAt(lot.category, recorded);
  replay.requireStep(done, pack, lot);
  const inner = boxes.among(act.containers);
  const together = [...(boxes.get(parent) === undefined ? [] : [parent]), ...inner];
  const standings = [
    ...together.map((path) => boxes.requireFree(path, signer).standing),
    ...(line === undefined ? [] : [stock.standing(signer)]),
  ];
  const standing = requireAlike(parent, standings);
  requireFrom(ruleOf(pack, done), item, stateOf(standing));
  if (line !== undefined) replay.debit(signer, line, ref);
  boxes.fill(parent, line?.quantity ?? 0n, inner, { standing, holder: signer });
  return { carried: boxes.quantityIn(inner) };
}

/** Some of it comes out, by itself or in containers; or all, where the container is opened (domain/src/unit/unpack.ts). */
export function unpackLot(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
  const { act, signer, ref, recorded } = done;
  const { parent = '' } = act;
  const { boxes, stock, item } = replay;
  const lot = replay.requireLot();
  const pack = replay.entitlement.packAt(lot.category, recorded);
  replay.requireStep(done, pack, lot);
  const { quantity: held, standing } = boxes.requireFree(parent, signer);
  requireFrom(ruleOf(pack, done), item, stateOf(standing));
  const opened = act.units.length + act.containers.length + act.lines.length === 0;
  const inner = opened ? boxes.inner(parent) : boxes.among(act.containers);
  const away = inner.find((path) => boxes.get(path)?.inside !== parent);
  if (away !== undefined) throw new TraceError('NOT_INSIDE', { item: away, container: parent });
  const out = opened ? held : (line?.quantity ?? 0n);
  if (line !== undefined && line.uom !== lot.uom) throw new TraceError('UNIT_MISMATCH', { lot: item, uom: line.uom });
  if (out > held) {
    const [packed, asked] = [formatQuantity(held), formatQuantity(out)];
    throw new TraceError('INSUFFICIENT_CONTENTS', { lot: item, container: parent, packed, asked, uom: lot.uom });
  }
  const carried = boxes.quantityIn(inner) + (opened ? out : 0n);
  if (out > 0n) stock.credit(signer, out, standing, ref);
  boxes.empty(parent, out, inner, signer);
  return { carried };
}
