import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import type { EffectiveStep } from '../pack/compose.js';
import type { CertificateFacts } from '../pack/facts.js';
import type { SensorLimit } from '../pack/pack.js';
import type { EntryRef } from '../state/keys.js';
import type { Excursion, Standing } from '../state/standing.js';
import type { CustodyAct } from './custody-act.js';
import { certificatesOf, type JudgedLot } from './judge-step.js';
import { readingIn, type Reading } from './readings.js';

const DAY = 86_400;

/**
 * What an event's sensors say against the limits of its step: what a report found outside of them, undefined where nothing.
 * A report that cannot be held against a limit is refused, for its signer can mend it: FIELD_VALUE.
 */
export function excursionOf(
  act: CustodyAct,
  { sensors = [] }: Pick<EffectiveStep, 'sensors'>,
  ref: EntryRef,
): Excursion | undefined {
  const { readings = [] } = act;
  const broken = sensors.filter((limit) => readings.some((reading) => leaves(reading, limit)));
  if (broken.length === 0) return undefined;
  // A limit that names no certificate lets nothing on, whatever the others say.
  const release = broken.every((limit) => limit.release !== undefined)
    ? broken.flatMap((limit) => limit.release ?? [])
    : [];
  return { by: ref, at: act.time, release: [...new Set(release)].sort() };
}

function leaves(reading: Reading, { type, uom, least, most }: SensorLimit): boolean {
  if (reading.type !== type) return false;
  const told = readingIn(uom, reading);
  if (told === undefined) {
    throw new TraceError('FIELD_VALUE', { path: `sensorElementList.${type}.uom`, value: reading.uom, allowed: [uom] });
  }
  return (least !== undefined && told.least < BigInt(least)) || (most !== undefined && told.most > BigInt(most));
}

/** Whether certificates of every type that the limits name, of that day or later, have found the goods good since. */
export function isReleased(
  { at, release }: Excursion,
  certificates: readonly CertificateFacts[],
  now: number,
): boolean {
  const good = certificates.filter(
    ({ status, result, issued = 0, until = now }) =>
      status === 'valid' && result === 'pass' && until >= now && issued + DAY > at,
  );
  return release.length > 0 && release.every((type) => good.some((each) => each.type === type));
}

/** Goods of which a sensor told too much go nowhere. Returns how they stand, released. Throws SENSOR_EXCURSION. */
export function requireReleased(standing: Standing, lot: JudgedLot, act: CustodyAct, scene: Scene): Standing {
  const { excursion, ...rest } = standing;
  if (excursion === undefined) return standing;
  if (isReleased(excursion, certificatesOf(lot, act.certificates, scene), scene.context.now)) return rest;
  throw notReleased(lot.unit ?? lot.lot, excursion);
}

export function notReleased(item: string, { by, release }: Excursion): TraceError {
  return new TraceError('SENSOR_EXCURSION', { item, report: by, release: release.length === 0 ? '–' : release });
}
