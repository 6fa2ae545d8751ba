import { hex, utf8, type Hash } from '../bytes.js';
import { formatQuantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { JsonNumber } from '../json/json.js';
import type { EpcisEvent, Place, QuantityElement, Reference, SensorElement, SensorFields } from './event.js';
import { canonicalNumber } from './number.js';
import { extensionText, sortedText, valueText } from './pre-hash.js';
import { formatTime } from './time.js';
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  DISPOSITION,
  SOURCE_DESTINATION_TYPE,
  wordUri,
  type Vocabulary,
} from './vocabulary.js';

const STEM = 'ni:///sha-256;';
const VERSION = '?ver=CBV2.0';

/**
 * The CBV 2.0 event hash id (§8.9), `ni:///sha-256;<hex>?ver=CBV2.0` (RFC 6920): what an event without an id of its own
 * is known by. The same event gets the same id however it is written; recordTime, eventID and errorDeclaration do
 * not count.
 */
export function eventId(event: EpcisEvent, hash: Hash): string {
  return `${STEM}${hex(hash(utf8(preHash(event))))}${VERSION}`;
}

/** An id in the form of a hash must be this event's. Throws EPCIS_EVENT_ID_MISMATCH. */
export function checkEventId(event: EpcisEvent, hash: Hash): void {
  const value = event.eventID;
  if (value === undefined || !value.startsWith(STEM) || !value.endsWith(VERSION)) return;
  const expected = eventId(event, hash);
  if (value !== expected) throw new TraceError('EPCIS_EVENT_ID_MISMATCH', { value: value.slice(0, 120), expected });
}

/** The text that is hashed: names and values in the standard's order, nothing between them (CBV 2.0 §8.9.2). */
export function preHash(event: EpcisEvent): string {
  const e: Partial<UnionMembers> & EpcisEvent = event;
  return (
    `eventType=${e.type}eventTime=${formatTime(e.eventTime)}eventTimeZoneOffset=${e.eventTimeZoneOffset}` +
    sortedText(e.certificationInfo.map((uri) => `certificationInfo=${valueText(uri)}`)) +
    epcs('epcList', e.epcList) +
    (e.parentID === undefined ? '' : `parentID=${e.parentID.uri}`) +
    epcs('inputEPCList', e.inputEPCList) +
    epcs('childEPCs', e.childEPCs) +
    quantities('quantityList', e.quantityList) +
    quantities('childQuantityList', e.childQuantityList) +
    quantities('inputQuantityList', e.inputQuantityList) +
    epcs('outputEPCList', e.outputEPCList) +
    quantities('outputQuantityList', e.outputQuantityList) +
    (e.action === undefined ? '' : `action=${e.action}`) +
    (e.transformationID === undefined ? '' : `transformationID=${e.transformationID.uri}`) +
    (e.bizStep === undefined ? '' : `bizStep=${wordUri(BIZ_STEP, e.bizStep)}`) +
    (e.disposition === undefined ? '' : `disposition=${wordUri(DISPOSITION, e.disposition)}`) +
    dispositions(e) +
    place('readPoint', e.readPoint) +
    place('bizLocation', e.bizLocation) +
    lists(e) +
    sensors(e.sensorElementList) +
    (e.ilmd === undefined || e.ilmd.size === 0 ? '' : `ilmd${extensionText(e.ilmd)}`) +
    extensionText(e.extensions)
  );
}

/** What some types of event have and others have not. */
interface UnionMembers {
  readonly action: string;
  readonly epcList: readonly Reference[];
  readonly parentID: Reference;
  readonly inputEPCList: readonly Reference[];
  readonly childEPCs: readonly Reference[];
  readonly outputEPCList: readonly Reference[];
  readonly quantityList: readonly QuantityElement[];
  readonly childQuantityList: readonly QuantityElement[];
  readonly inputQuantityList: readonly QuantityElement[];
  readonly outputQuantityList: readonly QuantityElement[];
  readonly transformationID: Reference;
  readonly ilmd: EpcisEvent['extensions'];
}

function epcs(name: string, list: readonly Reference[] | undefined): string {
  return named(
    name,
    list?.map(({ uri }) => `epc=${uri}`),
  );
}

function quantities(name: string, list: readonly QuantityElement[] | undefined): string {
  return named(
    name,
    list?.map(({ epcClass, quantity, uom }) => {
      const amount = quantity === undefined ? '' : `quantity=${formatQuantity(quantity)}`;
      return `quantityElementepcClass=${epcClass.uri}${amount}${uom === undefined ? '' : `uom=${uom}`}`;
    }),
  );
}

function dispositions(event: EpcisEvent): string {
  const { persistentDisposition } = event;
  if (persistentDisposition === undefined) return '';
  const words = (name: string, list: readonly string[]) =>
    sortedText(list.map((word) => `${name}=${wordUri(DISPOSITION, word)}`));
  const text = words('set', persistentDisposition.set) + words('unset', persistentDisposition.unset);
  return text === '' ? '' : `persistentDisposition${text}`;
}

function place(name: string, at: Place | undefined): string {
  return at === undefined ? '' : `${name}id=${at.uri}${extensionText(at.extensions)}`;
}

/**
 * The type stands before the value that it is the type of: so prints the standard's example, and so do the implementations
 * of it, although its text (CBV 2.0 §8.9.2, rule 13) reads the other way round.
 */
function lists(event: EpcisEvent): string {
  const { bizTransactionList, sourceList, destinationList } = event;
  const typed = (vocabulary: Vocabulary, type: string | undefined) =>
    type === undefined ? '' : `type=${wordUri(vocabulary, type)}`;
  return (
    named(
      'bizTransactionList',
      bizTransactionList.map(
        ({ type, bizTransaction: { uri } }) => `${typed(BIZ_TRANSACTION_TYPE, type)}bizTransaction=${uri}`,
      ),
    ) +
    named(
      'sourceList',
      sourceList.map(({ type, source: { uri } }) => `${typed(SOURCE_DESTINATION_TYPE, type)}source=${uri}`),
    ) +
    named(
      'destinationList',
      destinationList.map(
        ({ type, destination: { uri } }) => `${typed(SOURCE_DESTINATION_TYPE, type)}destination=${uri}`,
      ),
    )
  );
}

function sensors(list: readonly SensorElement[]): string {
  return named(
    'sensorElementList',
    list.map(({ metadata, reports, extensions }) => {
      const about = metadata === undefined ? '' : `sensorMetadata${fields(metadata)}`;
      return `sensorElement${about}${sortedText(reports.map((report) => `sensorReport${fields(report)}`))}${extensionText(extensions)}`;
    }),
  );
}

function fields({ fields: known, extensions }: SensorFields): string {
  let text = '';
  for (const [name, value] of known) text += `${name}=${fieldText(name, value)}`;
  return text + extensionText(extensions);
}

const TIMES: ReadonlySet<string> = new Set(['time', 'startTime', 'endTime']);

function fieldText(name: string, value: string | number | boolean | JsonNumber): string {
  if (value instanceof JsonNumber) return canonicalNumber(value.text) ?? value.text;
  return typeof value === 'number' && TIMES.has(name) ? formatTime(value) : String(value).trim();
}

/** A list's name stands once, before its sorted members; an empty list does not stand at all (rules 4 and 11). */
function named(name: string, members: readonly string[] | undefined): string {
  return members === undefined || members.length === 0 ? '' : name + sortedText(members);
}
