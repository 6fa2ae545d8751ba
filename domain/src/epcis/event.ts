import type { Quantity } from '../decimal.js';
import type { Identifier } from '../identifier/identifier.js';
import type { Json, JsonNumber } from '../json/json.js';

export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** ADD, OBSERVE, DELETE (EPCIS 2.0 §7.3.1). */
export type Action = 'ADD' | 'OBSERVE' | 'DELETE';

/** A URI in its one form: GS1 identifiers canonical (and read), others as they stand. */
export interface Reference {
  readonly uri: string;
  readonly gs1?: Identifier;
}

/** EPCIS 2.0 §7.3.3.3: so much of a class. */
export interface QuantityElement {
  readonly epcClass: Reference;
  /** In millionths of the unit; absent where it was not counted. */
  readonly quantity?: Quantity;
  /** UN/CEFACT Recommendation 20; absent: pieces. */
  readonly uom?: string;
}

/**
 * What stands in a namespace, by `{namespace}name`; names inside of values are written so too. `_sd` (withheld fields,
 * RFC 9901 §4.2.1) stands there under its own name.
 */
export type Extensions = ReadonlyMap<string, Json>;

/** readPoint, bizLocation: a place with its extensions. */
export interface Place extends Reference {
  readonly extensions: Extensions;
}

/** A `type` is a CBV word, or the full URI of another vocabulary; so are bizStep, disposition and the like. */
export interface BizTransaction {
  readonly type?: string;
  readonly bizTransaction: Reference;
}

export interface Source {
  readonly type: string;
  readonly source: Reference;
}

export interface Destination {
  readonly type: string;
  readonly destination: Reference;
}

export interface PersistentDisposition {
  readonly set: readonly string[];
  readonly unset: readonly string[];
}

/** EPCIS 2.0 §7.4.1.2: the event of this id is wrong. */
export interface ErrorDeclaration {
  readonly declarationTime: number;
  readonly reason?: string;
  readonly correctiveEventIDs: readonly string[];
  readonly extensions: Extensions;
}

/** Members in the order of EPCIS 2.0 §7.3.7, values in their one form: times ms, URIs canonical, numbers as written. */
export interface SensorFields {
  readonly fields: ReadonlyMap<string, string | number | boolean | JsonNumber>;
  readonly extensions: Extensions;
}

export interface SensorElement {
  readonly metadata?: SensorFields;
  readonly reports: readonly SensorFields[];
  readonly extensions: Extensions;
}

/** What every event has. Times are milliseconds since 1970 UTC; lists that are left out are empty. */
export interface EventBase {
  readonly eventTime: number;
  /** `+08:00`: the offset in force where it happened. */
  readonly eventTimeZoneOffset: string;
  readonly recordTime?: number;
  readonly eventID?: string;
  readonly errorDeclaration?: ErrorDeclaration;
  readonly certificationInfo: readonly string[];
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: PersistentDisposition;
  readonly readPoint?: Place;
  readonly bizLocation?: Place;
  readonly bizTransactionList: readonly BizTransaction[];
  readonly sourceList: readonly Source[];
  readonly destinationList: readonly Destination[];
  readonly sensorElementList: readonly SensorElement[];
  readonly extensions: Extensions;
}

export interface ObjectEvent extends EventBase {
  readonly type: 'ObjectEvent';
  readonly action: Action;
  readonly epcList: readonly Reference[];
  readonly quantityList: readonly QuantityElement[];
  readonly ilmd: Extensions;
}

export interface AggregationEvent extends EventBase {
  readonly type: 'AggregationEvent';
  readonly action: Action;
  readonly parentID?: Reference;
  readonly childEPCs: readonly Reference[];
  readonly childQuantityList: readonly QuantityElement[];
}

export interface AssociationEvent extends EventBase {
  readonly type: 'AssociationEvent';
  readonly action: Action;
  readonly parentID: Reference;
  readonly childEPCs: readonly Reference[];
  readonly childQuantityList: readonly QuantityElement[];
}

export interface TransactionEvent extends EventBase {
  readonly type: 'TransactionEvent';
  readonly action: Action;
  readonly parentID?: Reference;
  readonly epcList: readonly Reference[];
  readonly quantityList: readonly QuantityElement[];
}

export interface TransformationEvent extends EventBase {
  readonly type: 'TransformationEvent';
  readonly inputEPCList: readonly Reference[];
  readonly inputQuantityList: readonly QuantityElement[];
  readonly outputEPCList: readonly Reference[];
  readonly outputQuantityList: readonly QuantityElement[];
  readonly transformationID?: Reference;
  readonly ilmd: Extensions;
}

export type EpcisEvent = ObjectEvent | AggregationEvent | TransactionEvent | TransformationEvent | AssociationEvent;
