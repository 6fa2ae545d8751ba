import type { Scene } from '../capture/context.js';
import { requireLot } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { requireReleased } from '../custody/excursion.js';
import type { JudgedLot, StepJudge } from '../custody/judge-step.js';
import { readQuantity } from '../decimal.js';
import { checkStops } from '../lineage/check.js';
import { keys } from '../state/keys.js';
import type { Standing } from '../state/standing.js';
import type { PackedLot, ItemPlace, UnitRecord } from '../state/unit-records.js';
import { pieces, PIECE } from './commission-units.js';
import { beforeOf, placeless } from './before.js';
import { locateContainers, locateUnits, type LocatedContainer, type LocatedUnit, type Whereabouts } from './locate.js';
import { need, needRules } from './need.js';
import { checkContents } from './packed-lot.js';
import { take } from './taken.js';
import { tellOpened } from './tell-opened.js';

/** A unit or a container of an act, as far as a step treats them alike. */
export interface Good extends Whereabouts {
  readonly category: string;
  readonly standing: Standing;
  /** Lots that rules are asked of: the unit's batch, or all that are inside. */
  readonly lots: readonly (JudgedLot & Pick<PackedLot, 'quantity'>)[];
  /** Throws what stops any of it. */
  readonly checkStops: () => void;
  /** It is there from now on; what else is said of a unit. */
  readonly put: (place: ItemPlace, change?: UnitChange) => void;
  readonly record?: LocatedUnit['record'] | LocatedContainer['record'];
}

/** `attached`: undefined where it no more is. */
export type UnitChange = Partial<Pick<UnitRecord, 'standing' | 'ended'>> & { readonly attached?: string | undefined };

/** Containers first, then units, each as the event names them. */
export function openGoods(act: CustodyAct, scene: Scene): readonly Good[] {
  const containers = locateContainers(act.containers, scene);
  const units = locateUnits(act.units, scene);
  need(
    units.map(({ batch }) => keys.lot(batch)),
    scene.state,
  );
  const lots = units.map(({ batch }) => requireLot(batch, scene));
  needRules([...lots, ...containers.flatMap(({ record }) => record.lots)], scene);
  return [
    ...containers.map((each) => containerGood(each, act, scene)),
    ...units.map((each) => unitGood(each, act, scene)),
  ];
}

function containerGood(container: LocatedContainer, { time }: CustodyAct, scene: Scene): Good {
  const { record, path } = container;
  const rest = placeless(record);
  const before = beforeOf(container);
  return {
    ...container,
    category: record.category,
    standing: record.standing,
    lots: record.lots.map((lot) => ({ ...lot, facts: { ...lot.facts, ...record.standing.facts } })),
    checkStops: () => checkContents(record, scene),
    put: (place, { standing = record.standing } = {}) => {
      tellOpened([container], scene);
      scene.state.put(keys.container(path), { ...rest, standing, ...place, since: time, last: scene.ref, before });
    },
  };
}

function unitGood(unit: LocatedUnit, { time }: CustodyAct, scene: Scene): Good {
  const { path, batch, standing, record, loose } = unit;
  const lot = requireLot(batch, scene);
  const facts = { ...lot.facts, ...standing.facts };
  return {
    ...unit,
    category: lot.category,
    standing,
    lots: [{ ...lot, facts, quantity: '1', ...(path === batch ? undefined : { unit: path }) }],
    checkStops: () => checkStops(lot, scene),
    put: (place, change = {}) => {
      if (loose !== undefined) take([loose], scene);
      tellOpened([unit], scene);
      const { attached, ended } = { ...record, ...change };
      scene.state.put(keys.unit(path), {
        ...{ v: 1, unit: path, batch, standing: change.standing ?? standing, ...place },
        ...(attached === undefined ? undefined : { attached }),
        ...(ended === undefined ? undefined : { ended }),
        ...{ since: time, by: record?.by ?? scene.ref, last: scene.ref, before: beforeOf(unit) },
      });
    },
  };
}

/** How it stands once certificates have released all that is in it, as a lot does. Throws SENSOR_EXCURSION. */
export function released({ standing, lots }: Good, act: CustodyAct, scene: Scene): Standing {
  const { excursion: _, ...rest } = standing;
  for (const lot of lots) requireReleased(standing, lot, act, scene);
  return rest;
}

/** Asks the rules of a step of every lot of it. */
export function judgeGood({ lots, standing, holder }: Good, state: string, judge: StepJudge): void {
  const owner = standing.owner ?? holder;
  const found = { state, standing, ...(owner === undefined ? undefined : { owner }) };
  for (const lot of lots) {
    const quantity = lot.uom === PIECE && lot.quantity === '1' ? pieces(1) : readQuantity(lot.quantity);
    judge.checkLot(lot, { lot: lot.lot, quantity, uom: lot.uom }, found);
  }
}
