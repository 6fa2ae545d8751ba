import {
  formatQuantity,
  IN_TRANSIT,
  opensAll,
  requireAlike,
  restated,
  stateOf,
  TraceError,
  type ActLine,
  type CustodyAct,
  type Quantity,
  type Standing,
  type StepRule,
} from '@suyuan/domain';
import { Boxes, type Box } from './boxes.js';
import type { LotReplay } from './lot-replay.js';
import type { LotOfItem, Outcome, ReplayedEvent } from './replayed-event.js';
import type { Shipment } from './shipment.js';
import { requireFrom, ruleOf } from './step-rule.js';

/** Containers with some of the lot in them that an event hands over. */
export type Carried = readonly (readonly [path: string, box: Box])[];

/** What happens to quantities of a lot in containers (domain/src/unit): fetched for lots that were packed, which few are. */
export class LotPacking {
  readonly boxes = new Boxes();

  /** Whether it moves or opens a container with some of the lot inside. */
  concerns({ step, parent, units, containers, lines }: CustodyAct): boolean {
    if (this.boxes.among(containers).length > 0) return true;
    const named = units.length + containers.length + lines.length > 0;
    return step === 'unpacking' && !named && parent !== undefined && this.boxes.get(parent) !== undefined;
  }

  /** In containers that are on their way, or in those that somebody has. */
  total(underWay: boolean): Quantity {
    const boxes = this.boxes.outermost().filter(([, { shipment }]) => (shipment !== undefined) === underWay);
    return this.boxes.quantityIn(boxes.map(([path]) => path));
  }

  /** Some of the lot goes into a container, by itself or in containers (domain/src/unit/pack.ts). */
  pack(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
    const { act, signer, ref, recorded } = done;
    const { parent = '' } = act;
    const { boxes } = this;
    const lot = replay.requireLot();
    const pack = replay.entitlement.packAt(lot.category, recorded);
    replay.requireStep(done, pack, lot);
    const inner = boxes.among(act.containers);
    const together = [...(boxes.get(parent) === undefined ? [] : [parent]), ...inner];
    const standings = [
      ...together.map((path) => boxes.requireFree(path, signer).standing),
      ...(line === undefined ? [] : [replay.stock.standing(signer)]),
    ];
    const standing = requireAlike(parent, standings);
    requireFrom(ruleOf(pack, done), replay.item, stateOf(standing));
    if (line !== undefined) replay.debit(signer, line, ref);
    boxes.fill(parent, line?.quantity ?? 0n, inner, { standing, holder: signer, last: ref });
    return { carried: boxes.quantityIn(inner) };
  }

  /** Some of it comes out, by itself or in containers; or all, where the container is opened (domain/src/unit/unpack.ts). */
  unpack(done: ReplayedEvent, line: ActLine | undefined, replay: LotReplay): Outcome {
    const { act, signer, ref, recorded } = done;
    const { parent = '' } = act;
    const { boxes } = this;
    const { item } = replay;
    const lot = replay.requireLot();
    const pack = replay.entitlement.packAt(lot.category, recorded);
    replay.requireStep(done, pack, lot);
    const { quantity: held, standing } = boxes.requireFree(parent, signer);
    requireFrom(ruleOf(pack, done), item, stateOf(standing));
    const opened = opensAll(act);
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
    if (out > 0n) replay.stock.credit(signer, out, standing, ref);
    boxes.empty(parent, out, inner, { holder: signer, last: ref });
    return { carried, ...(opened ? { opened: out } : undefined) };
  }

  /** Those of an event that are by themselves with its signer. Throws what requireFree throws. */
  free({ act, signer }: ReplayedEvent): Carried {
    return this.boxes.among(act.containers).map((path) => [path, this.boxes.requireFree(path, signer)]);
  }

  /** Those of an event that are on their way with a shipment. Throws LINES_MISMATCH. */
  under({ act }: ReplayedEvent, { by }: Shipment): Carried {
    return this.boxes.among(act.containers).flatMap((path) => {
      const box = this.boxes.get(path);
      if (box?.shipment !== by) throw new TraceError('LINES_MISMATCH', { shipment: by });
      return [[path, box] as const];
    });
  }

  /** Fit to be handed over, as they are or on their way. Throws STATE_REFUSED, SENSOR_EXCURSION. */
  requireFit(carried: Carried, rule: StepRule, { done, lot, replay }: Judged, onTheWay = false): void {
    for (const [, { standing }] of carried) {
      requireFrom(rule, replay.item, onTheWay ? IN_TRANSIT : stateOf(standing));
      replay.released(standing, done, lot);
    }
  }

  /** They are on their way: how much of the lot is inside. */
  send(carried: Carried, { ref }: ReplayedEvent, holder: string): Quantity {
    for (const [path, { standing }] of carried) {
      this.boxes.move(path, { holder, standing, shipment: ref, last: ref });
    }
    return this.boxes.quantityIn(carried.map(([path]) => path));
  }

  /** They are with the signer, whose they are or, lent, their owner's; what comes back is whose it was. */
  take(carried: Carried, { signer, ref }: ReplayedEvent, owner?: { readonly id?: string | undefined }): Quantity {
    for (const [path, { standing }] of carried) {
      const owned = owner === undefined ? standing : ownedBy(owner.id, standing, signer);
      this.boxes.move(path, { holder: signer, standing: owned, last: ref });
    }
    return this.boxes.quantityIn(carried.map(([path]) => path));
  }
}

interface Judged {
  readonly done: ReplayedEvent;
  readonly lot: LotOfItem;
  readonly replay: LotReplay;
}

function ownedBy(owner: string | undefined, standing: Standing, holder: string): Standing {
  return restated(standing, stateOf(standing), owner === holder ? undefined : owner);
}
