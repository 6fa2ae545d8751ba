import type { CustodyStep } from '../custody/custody-act.js';
import { STAY_STEPS } from '../custody/stay-steps.js';
import type { EpcisEvent, Reference } from '../epcis/event.js';
import { TraceError } from '../error/trace-error.js';
import { makeIdentifier } from '../identifier/gs1-key.js';
import { parseIdentifier } from '../identifier/parse-identifier.js';
import { isDigest } from '../identifier/suyuan-urn.js';
import { ownBatch, type BatchName } from './commission-units.js';
import { readContainerName, readUnitName, type UnitName } from './unit-name.js';

/** Containers and units of an event, each as it names them. */
export interface NamedGoods {
  readonly units: readonly UnitName[];
  readonly containers: readonly string[];
}

/** Steps that take single units; hand-overs and packing take containers too. */
const OF_UNITS: readonly CustodyStep[] = [
  ...(['commissioning', 'packing', 'unpacking', 'shipping', 'receiving', 'returning', 'void_shipping'] as const),
  ...(['sampling', 'dispensing', 'retail_selling', 'decommissioning', 'scrapping', 'destroying'] as const),
  ...STAY_STEPS,
  ...(['installing', 'removing', 'implanting', 'explanting'] as const),
];

/** Throws LOT_EXPECTED where the step knows lots alone, UNIT_EXPECTED for what is neither unit nor container. */
export function readGoods(epcs: readonly Reference[], step: CustodyStep, path: string): NamedGoods {
  const [first] = epcs;
  if (first !== undefined && !OF_UNITS.includes(step)) throw new TraceError('LOT_EXPECTED', { path, value: first.uri });
  const units: UnitName[] = [];
  const containers: string[] = [];
  for (const reference of epcs) {
    const container = readContainerName(reference);
    const unit = container === undefined ? readUnitName(reference) : undefined;
    if (container !== undefined) containers.push(container);
    else if (unit !== undefined) units.push(unit);
    else throw new TraceError('UNIT_EXPECTED', { path, value: reference.uri.slice(0, 120) });
  }
  const [container] = containers;
  if (step === 'commissioning' && container !== undefined) {
    throw new TraceError('UNIT_EXPECTED', { path, value: container });
  }
  return { units, containers };
}

const LOT = '{urn:epcglobal:cbv:mda:}lotNumber';
const BATCH = '{urn:suyuan:}batch';

/**
 * The batch of units that come into being: of a GTIN by its lot number (`cbvmda:lotNumber`), of other codes as a GTIN with lot
 * (`suyuan:batch`); one single thing may go without. Throws FIELD_MISSING, LOT_EXPECTED.
 */
export function readBatch(event: EpcisEvent, units: readonly UnitName[]): BatchName | undefined {
  const [first] = units;
  if (first === undefined || !('ilmd' in event)) return undefined;
  const batch = event.ilmd.get(BATCH);
  if (typeof batch === 'string') {
    const { scheme, path, key } = parseIdentifier(batch);
    if (scheme !== 'lgtin')
      throw new TraceError('LOT_EXPECTED', { path: 'ilmd.suyuan:batch', value: batch.slice(0, 120) });
    return { lot: path, gtin: key };
  }
  const lot = event.ilmd.get(LOT);
  if (typeof lot === 'string' && first.gtin !== undefined) {
    return { lot: makeIdentifier('01', first.gtin, { lot }).path, gtin: first.gtin };
  }
  const own = ownBatch(units);
  if (own !== undefined) return own;
  throw new TraceError('FIELD_MISSING', {
    path: first.gtin === undefined ? 'ilmd.suyuan:batch' : 'ilmd.cbvmda:lotNumber',
  });
}

const PATIENT = 'urn:suyuan:patient:';

/**
 * What things are packed into, or attached to: a container; a vehicle, a lift or another thing; of an implant nobody by
 * name, but the salted commitment that only the hospital can open. Throws CONTAINER_EXPECTED, PATIENT_COMMITMENT.
 */
export function readParent(event: EpcisEvent, step: CustodyStep): string | undefined {
  if (event.type !== 'AggregationEvent' && event.type !== 'AssociationEvent') return undefined;
  const { parentID } = event;
  if (parentID === undefined) throw new TraceError('FIELD_MISSING', { path: 'parentID' });
  const { uri } = parentID;
  if (event.type === 'AggregationEvent') {
    const container = readContainerName(parentID);
    if (container === undefined) throw new TraceError('CONTAINER_EXPECTED', { value: uri.slice(0, 120) });
    return container;
  }
  if (step === 'implanting' || step === 'explanting') {
    const commitment = event.extensions.get('{urn:suyuan:}patient');
    const good = typeof commitment === 'string' && isDigest(commitment) && uri === PATIENT + commitment;
    if (!good) throw new TraceError('PATIENT_COMMITMENT');
    return uri;
  }
  // A lift is installed at a place.
  if (parentID.gs1?.scheme === 'sgln') return parentID.gs1.path;
  const unit = readUnitName(parentID);
  if (unit === undefined) throw new TraceError('UNIT_EXPECTED', { path: 'parentID', value: uri.slice(0, 120) });
  return unit.path;
}
