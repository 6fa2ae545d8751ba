import {
  certificateUrn,
  JsonNumber,
  STEPS,
  type EntryRef,
  type Json,
  type JsonObject,
  type StayStep,
  type StepForm,
} from '@suyuan/domain';
import { objectEvent, partyUri, quantityList, type LotQuantity, type Occasion } from './event.js';
import { advice } from './hand-off.js';

/** Something is done to goods that stay where they are, or by which they leave the ledger's world: sold, dispensed, used. */
export interface Serving extends Occasion {
  readonly step: StayStep | 'retail_selling' | 'dispensing';
  readonly lines: readonly LotQuantity[];
  /** Who has them, where that is another: credit code or URI. */
  readonly holder?: string;
  /** On whose way they are: the shipping document and entry. */
  readonly shipment?: EntryRef;
  readonly certificates?: readonly { readonly issuer: string; readonly number: string }[];
  readonly readings?: readonly SensorReading[];
  /** Fields that the category asks for, their names in a namespace: `suyuan:plot`. */
  readonly fields?: JsonObject;
  /** Orders, invoices …: CBV type → URI. */
  readonly references?: readonly { readonly type: string; readonly uri: string }[];
}

/** What a sensor told: decimal texts. */
export interface SensorReading {
  /** GS1 Web Vocabulary: `Temperature`. */
  readonly type: string;
  /** UN/CEFACT Recommendation 20: `CEL`. */
  readonly uom: string;
  readonly value?: string;
  readonly least?: string;
  readonly most?: string;
  /** When, where it is not the event's time. */
  readonly time?: string;
  readonly device?: string;
}

/** ObjectEvent OBSERVE of the step's bizStep (docs/custody.md). */
export function serving(act: Serving): JsonObject {
  const { step, holder, shipment, certificates = [], readings = [], references = [] } = act;
  const { action = 'OBSERVE', bizStep, disposition }: StepForm = STEPS[step];
  const transactions: Json[] = references.map(({ type, uri }) => ({ type, bizTransaction: uri }));
  const all = shipment === undefined ? transactions : [...advice(shipment), ...transactions];
  return objectEvent(act, {
    action,
    bizStep,
    disposition,
    quantityList: quantityList(act.lines),
    sourceList: holder === undefined ? undefined : [{ type: 'possessing_party', source: partyUri(holder) }],
    bizTransactionList: all.length === 0 ? undefined : all,
    certificationInfo:
      certificates.length === 0 ? undefined : certificates.map(({ issuer, number }) => certificateUrn(issuer, number)),
    sensorElementList: readings.length === 0 ? undefined : [{ sensorReport: readings.map(report) }],
    ...act.fields,
  });
}

function report({ type, uom, value, least, most, time, device }: SensorReading): Json {
  return {
    type,
    uom,
    ...(time === undefined ? undefined : { time }),
    ...(device === undefined ? undefined : { deviceID: device }),
    ...(value === undefined ? undefined : { value: new JsonNumber(value) }),
    ...(least === undefined ? undefined : { minValue: new JsonNumber(least) }),
    ...(most === undefined ? undefined : { maxValue: new JsonNumber(most) }),
  };
}
