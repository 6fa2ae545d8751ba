import { TraceError, collect } from '../error/trace-error.js';
import { isObject, type Json, type JsonObject } from '../json/json.js';
import { STANDARD_CONTEXT, readContext, type EpcisContext } from './context.js';
import { EVENT_TYPES, type Action, type EpcisEvent, type EventBase, type EventType } from './event.js';
import { readExtensions } from './extensions.js';
import {
  readBizTransactions,
  readEpcs,
  readErrorDeclaration,
  readParties,
  readPersistentDisposition,
  readPlace,
  readQuantities,
  readReference,
} from './read-lists.js';
import { readSensors } from './read-sensor.js';
import { Reader } from './reader.js';
import { BIZ_STEP, DISPOSITION } from './vocabulary.js';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

const COMMON =
  '@context type eventTime eventTimeZoneOffset recordTime eventID errorDeclaration certificationInfo bizStep disposition ' +
  'persistentDisposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList';

/** EPCIS 2.0 §7.4.2 to §7.4.6: the members that each type of event may have. */
const FIELDS: Readonly<Record<EventType, ReadonlySet<string>>> = {
  ObjectEvent: names('action epcList quantityList ilmd'),
  AggregationEvent: names('action parentID childEPCs childQuantityList'),
  AssociationEvent: names('action parentID childEPCs childQuantityList'),
  TransactionEvent: names('action parentID epcList quantityList'),
  TransformationEvent: names('inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ilmd'),
};

const NO_FIELDS: ReadonlySet<string> = new Set();

export interface EventReading {
  /** There only if there is no error. */
  readonly event?: EpcisEvent;
  readonly errors: readonly TraceError[];
}

/**
 * One EPCIS 2.0 event from JSON, validated; every error of it is found, each with its `path`.
 * `context` is what is declared outside of the event, in its document; its own `@context` adds to that. An entry of a
 * document on the ledger stands alone: it needs none (`selfContained`).
 */
export function readEvent(json: Json, context: EpcisContext = STANDARD_CONTEXT): EventReading {
  if (!isObject(json)) return { errors: [new TraceError('FIELD_TYPE', { path: '', expected: 'EPCIS event' })] };
  const contextErrors: TraceError[] = [];
  let inner = context;
  collect(contextErrors, () => (inner = readContext(json['@context'], context, '@context')));
  const reader = new Reader(inner);
  reader.errors.push(...contextErrors);
  const event = readTyped(reader, json);
  return event === undefined || reader.errors.length > 0 ? { errors: reader.errors } : { event, errors: [] };
}

/** The event, or its first error thrown: for callers who know that it was read before. */
export function parseEvent(json: Json, context: EpcisContext = STANDARD_CONTEXT): EpcisEvent {
  const { event, errors } = readEvent(json, context);
  if (event === undefined) throw errors[0] ?? new TraceError('FIELD_TYPE', { path: '', expected: 'EPCIS event' });
  return event;
}

function readTyped(reader: Reader, json: JsonObject): EpcisEvent | undefined {
  const name = reader.required(reader.text(json['type'], 'type'), json, 'type', 'type');
  const type = EVENT_TYPES.find((candidate) => candidate === name);
  if (type === undefined) {
    return name === undefined ? undefined : reader.fail('EPCIS_TYPE_UNKNOWN', { value: name.slice(0, 80) });
  }
  const base = readBase(reader, json, type);
  const event = readOwn(reader, json, type, base);
  // A draft with undefined where something was wrong never leaves: readEvent asks whether there were errors.
  return event;
}

function readBase(reader: Reader, json: JsonObject, type: EventType): EventBase {
  const eventTime = reader.required(reader.time(json['eventTime'], 'eventTime'), json, 'eventTime', 'eventTime');
  const zone = 'eventTimeZoneOffset';
  const eventTimeZoneOffset = reader.required(reader.offset(json[zone], zone), json, zone, zone);
  const base: Draft<EventBase> = {
    eventTime: eventTime ?? 0,
    eventTimeZoneOffset: eventTimeZoneOffset ?? '',
    certificationInfo: reader.uris(json['certificationInfo'], 'certificationInfo'),
    bizTransactionList: readBizTransactions(reader, json['bizTransactionList'], 'bizTransactionList'),
    sourceList: readParties(reader, json['sourceList'], 'sourceList', 'source'),
    destinationList: readParties(reader, json['destinationList'], 'destinationList', 'destination'),
    sensorElementList: readSensors(reader, json['sensorElementList'], 'sensorElementList'),
    extensions: readExtensions(reader, json, FIELDS[type], ''),
  };
  assign(base, 'recordTime', reader.time(json['recordTime'], 'recordTime'));
  assign(base, 'eventID', reader.uri(json['eventID'], 'eventID'));
  assign(base, 'errorDeclaration', readErrorDeclaration(reader, json['errorDeclaration'], 'errorDeclaration'));
  assign(base, 'bizStep', reader.word(BIZ_STEP, json['bizStep'], 'bizStep'));
  assign(base, 'disposition', reader.word(DISPOSITION, json['disposition'], 'disposition'));
  const persistent = 'persistentDisposition';
  assign(base, persistent, readPersistentDisposition(reader, json[persistent], persistent));
  assign(base, 'readPoint', readPlace(reader, json['readPoint'], 'readPoint'));
  assign(base, 'bizLocation', readPlace(reader, json['bizLocation'], 'bizLocation'));
  return base;
}

function readOwn(reader: Reader, json: JsonObject, type: EventType, base: EventBase): EpcisEvent | undefined {
  const epcs = (name: string) => readEpcs(reader, json[name], name);
  const quantities = (name: string) => readQuantities(reader, json[name], name);
  switch (type) {
    case 'ObjectEvent': {
      const action = readAction(reader, json);
      const epcList = epcs('epcList');
      const quantityList = quantities('quantityList');
      const ilmd = readIlmd(reader, json);
      const about = [json['epcList'], json['quantityList'], json['sensorElementList']];
      if (!about.some(isFilled)) {
        reader.fail('EPCIS_EMPTY', { type, expected: ['epcList', 'quantityList', 'sensorElementList'] });
      }
      if (json['ilmd'] !== undefined && action !== 'ADD') reader.fail('EPCIS_ILMD_MISPLACED', { path: 'ilmd' });
      return action && { type, ...base, action, epcList, quantityList, ilmd };
    }
    case 'AggregationEvent':
    case 'AssociationEvent': {
      const action = readAction(reader, json);
      const parentID = readReference(reader, json['parentID'], 'parentID', 'instance');
      const childEPCs = epcs('childEPCs');
      const childQuantityList = quantities('childQuantityList');
      // Without children, DELETE means all of them; ADD and OBSERVE would say nothing (EPCIS 2.0 §7.4.3, §7.4.6).
      if (action !== 'DELETE' && !isFilled(json['childEPCs']) && !isFilled(json['childQuantityList'])) {
        reader.fail('EPCIS_EMPTY', { type, expected: ['childEPCs', 'childQuantityList'] });
      }
      // Only an aggregation that is merely observed may leave its parent open.
      if (type === 'AssociationEvent' || action !== 'OBSERVE') {
        reader.required(parentID, json, 'parentID', 'parentID');
      }
      if (action === undefined) return undefined;
      if (type === 'AssociationEvent')
        return parentID && { type, ...base, action, parentID, childEPCs, childQuantityList };
      const rest = { type, ...base, action, childEPCs, childQuantityList };
      return parentID === undefined ? rest : { ...rest, parentID };
    }
    case 'TransactionEvent': {
      const action = readAction(reader, json);
      const parentID = readReference(reader, json['parentID'], 'parentID', 'instance');
      const epcList = epcs('epcList');
      const quantityList = quantities('quantityList');
      if (!isFilled(json['bizTransactionList'])) reader.fail('EPCIS_EMPTY', { type, expected: ['bizTransactionList'] });
      const about = [json['epcList'], json['quantityList'], json['parentID']];
      if (action !== 'DELETE' && !about.some(isFilled)) {
        reader.fail('EPCIS_EMPTY', { type, expected: ['epcList', 'quantityList', 'parentID'] });
      }
      if (action === undefined) return undefined;
      const rest = { type, ...base, action, epcList, quantityList };
      return parentID === undefined ? rest : { ...rest, parentID };
    }
    case 'TransformationEvent': {
      const inputEPCList = epcs('inputEPCList');
      const inputQuantityList = quantities('inputQuantityList');
      const outputEPCList = epcs('outputEPCList');
      const outputQuantityList = quantities('outputQuantityList');
      const transformationID = readReference(reader, json['transformationID'], 'transformationID');
      const ilmd = readIlmd(reader, json);
      const inputs = isFilled(json['inputEPCList']) || isFilled(json['inputQuantityList']);
      const outputs = isFilled(json['outputEPCList']) || isFilled(json['outputQuantityList']);
      // One half may come in another event that bears the same transformationID (EPCIS 2.0 §7.4.5).
      if (!(inputs && outputs) && (json['transformationID'] === undefined || (!inputs && !outputs))) {
        const expected = inputs ? ['outputEPCList', 'outputQuantityList'] : ['inputEPCList', 'inputQuantityList'];
        reader.fail('EPCIS_EMPTY', { type, expected: [...expected, 'transformationID'] });
      }
      const lists = { inputEPCList, inputQuantityList, outputEPCList, outputQuantityList };
      const rest = { type, ...base, ...lists, ilmd };
      return transformationID === undefined ? rest : { ...rest, transformationID };
    }
  }
}

function readAction(reader: Reader, json: JsonObject): Action | undefined {
  const action = reader.required(reader.text(json['action'], 'action'), json, 'action', 'action');
  if (action === undefined || action === 'ADD' || action === 'OBSERVE' || action === 'DELETE') return action;
  return reader.fail('FIELD_VALUE', {
    path: 'action',
    value: action.slice(0, 40),
    allowed: ['ADD', 'OBSERVE', 'DELETE'],
  });
}

/** Instance or lot master data: namespaced members alone (EPCIS 2.0 §7.3.6). */
function readIlmd(reader: Reader, json: JsonObject): ReadonlyMap<string, Json> {
  const ilmd = reader.object(json['ilmd'], 'ilmd');
  return readExtensions(reader, ilmd ?? {}, NO_FIELDS, 'ilmd');
}

function isFilled(value: Json | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function assign<T extends object, K extends keyof T>(target: T, name: K, value: T[K] | undefined): void {
  if (value !== undefined) target[name] = value;
}

function names(own: string): ReadonlySet<string> {
  return new Set(`${COMMON} ${own}`.split(' '));
}
