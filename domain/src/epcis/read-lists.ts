import { parseQuantity } from '../decimal.js';
import { findIdentifier } from '../identifier/parse-identifier.js';
import { JsonNumber, type Json } from '../json/json.js';
import type {
  BizTransaction,
  ErrorDeclaration,
  PersistentDisposition,
  Place,
  QuantityElement,
  Reference,
} from './event.js';
import { readExtensions } from './extensions.js';
import type { Reader } from './reader.js';
import { UNITS } from './units.js';
import {
  BIZ_TRANSACTION_TYPE,
  DISPOSITION,
  ERROR_REASON,
  SOURCE_DESTINATION_TYPE,
  type Vocabulary,
} from './vocabulary.js';

const MICRO = 1_000_000n;

const PLACE = new Set(['id']);
const QUANTITY = new Set(['epcClass', 'quantity', 'uom']);
const PAIRS = {
  bizTransaction: new Set(['type', 'bizTransaction']),
  source: new Set(['type', 'source']),
  destination: new Set(['type', 'destination']),
} as const;
const PERSISTENT_DISPOSITION = new Set(['set', 'unset']);
const ERROR_DECLARATION = new Set(['declarationTime', 'reason', 'correctiveEventIDs']);

/** A URI; GS1 identifiers in it are checked and take their canonical form. */
export function readReference(
  reader: Reader,
  value: Json | undefined,
  path: string,
  level?: 'class' | 'instance',
): Reference | undefined {
  const uri = reader.uri(value, path);
  if (uri === undefined) return undefined;
  const errors = reader.errors.length;
  const gs1 = reader.attempt(path, () => findIdentifier(uri));
  if (reader.errors.length > errors) return undefined;
  if (gs1 === undefined) return { uri };
  if (level !== undefined && gs1.level !== level) {
    return reader.fail('EPCIS_LEVEL_WRONG', { path, value: uri.slice(0, 80), expected: level });
  }
  return { uri: gs1.canonical, gs1 };
}

/** epcList, childEPCs, inputEPCList, outputEPCList: instances, each once (EPCIS 2.0 §7.3.3.2). */
export function readEpcs(reader: Reader, value: Json | undefined, path: string): readonly Reference[] {
  const references: Reference[] = [];
  const seen = new Set<string>();
  for (const [i, item] of reader.list(value, path).entries()) {
    const reference = readReference(reader, item, `${path}[${i}]`, 'instance');
    if (reference === undefined) continue;
    if (seen.has(reference.uri)) reader.fail('EPCIS_DUPLICATE', { path: `${path}[${i}]`, value: reference.uri });
    seen.add(reference.uri);
    references.push(reference);
  }
  return references;
}

/** quantityList and its kin (EPCIS 2.0 §7.3.3.3): without a unit, whole pieces. */
export function readQuantities(reader: Reader, value: Json | undefined, path: string): readonly QuantityElement[] {
  const elements: QuantityElement[] = [];
  reader.list(value, path).forEach((item, i) => {
    const element = readQuantity(reader, item, `${path}[${i}]`);
    if (element !== undefined) elements.push(element);
  });
  return elements;
}

function readQuantity(reader: Reader, value: Json, path: string): QuantityElement | undefined {
  const object = reader.object(value, path);
  if (object === undefined) return undefined;
  const at = `${path}.epcClass`;
  const epcClass = reader.required(readReference(reader, object['epcClass'], at, 'class'), object, 'epcClass', at);
  const uom = reader.text(object['uom'], `${path}.uom`);
  if (uom !== undefined && !UNITS.has(uom)) {
    reader.fail('EPCIS_UNIT_UNKNOWN', { path: `${path}.uom`, value: uom.slice(0, 20) });
  }
  readExtensionsRefused(reader, object, QUANTITY, path);
  const number = object['quantity'];
  if (number === undefined) {
    if (uom !== undefined) reader.fail('FIELD_MISSING', { path: `${path}.quantity` });
    return epcClass && { epcClass };
  }
  const quantity = readAmount(reader, number, `${path}.quantity`, uom === undefined);
  if (epcClass === undefined || quantity === undefined) return undefined;
  return uom === undefined ? { epcClass, quantity } : { epcClass, quantity, uom };
}

function readAmount(reader: Reader, value: Json, path: string, whole: boolean): bigint | undefined {
  if (!(value instanceof JsonNumber)) return reader.fail('FIELD_TYPE', { path, expected: 'number' });
  return reader.attempt(path, () => {
    const quantity = parseQuantity(value.text);
    if (whole && quantity % MICRO !== 0n) return reader.fail('EPCIS_PIECES_NOT_WHOLE', { path, value: value.text });
    return quantity;
  });
}

/** Objects without an extension point: whatever else stands in them is unknown, namespace or not. */
function readExtensionsRefused(reader: Reader, object: object, known: ReadonlySet<string>, path: string): void {
  for (const name of Object.keys(object)) {
    if (!known.has(name)) reader.fail('EPCIS_FIELD_UNKNOWN', { path: `${path}.${name.slice(0, 80)}` });
  }
}

/** readPoint, bizLocation (EPCIS 2.0 §7.3.5). */
export function readPlace(reader: Reader, value: Json | undefined, path: string): Place | undefined {
  const object = reader.object(value, path);
  if (object === undefined) return undefined;
  const id = reader.required(readReference(reader, object['id'], `${path}.id`), object, 'id', `${path}.id`);
  const extensions = readExtensions(reader, object, PLACE, path);
  return id && { ...id, extensions };
}

export function readBizTransactions(reader: Reader, value: Json | undefined, path: string): readonly BizTransaction[] {
  if (value === undefined) return [];
  return readPairs(reader, value, path, 'bizTransaction', BIZ_TRANSACTION_TYPE, false).map(({ type, reference }) =>
    type === undefined ? { bizTransaction: reference } : { type, bizTransaction: reference },
  );
}

export function readParties<N extends 'source' | 'destination'>(
  reader: Reader,
  value: Json | undefined,
  path: string,
  name: N,
): readonly ({ readonly type: string } & Readonly<Record<N, Reference>>)[] {
  if (value === undefined) return [];
  return readPairs(reader, value, path, name, SOURCE_DESTINATION_TYPE, true).map(
    ({ type, reference }) =>
      ({ type: type ?? '', [name]: reference }) as { readonly type: string } & Readonly<Record<N, Reference>>,
  );
}

function readPairs(
  reader: Reader,
  value: Json | undefined,
  path: string,
  name: keyof typeof PAIRS,
  vocabulary: Vocabulary,
  typed: boolean,
): { readonly type: string | undefined; readonly reference: Reference }[] {
  const pairs: { type: string | undefined; reference: Reference }[] = [];
  for (const [i, item] of reader.list(value, path).entries()) {
    const at = `${path}[${i}]`;
    const object = reader.object(item, at);
    if (object === undefined) continue;
    const type = reader.word(vocabulary, object['type'], `${at}.type`);
    if (typed) reader.required(type, object, 'type', `${at}.type`);
    const reference = readReference(reader, object[name], `${at}.${name}`);
    reader.required(reference, object, name, `${at}.${name}`);
    readExtensionsRefused(reader, object, PAIRS[name], at);
    if (reference !== undefined) pairs.push({ type, reference });
  }
  return pairs;
}

/** EPCIS 2.0 §7.4.1.3 */
export function readPersistentDisposition(
  reader: Reader,
  value: Json | undefined,
  path: string,
): PersistentDisposition | undefined {
  const object = reader.object(value, path);
  if (object === undefined) return undefined;
  readExtensionsRefused(reader, object, PERSISTENT_DISPOSITION, path);
  const words = (name: string): string[] =>
    reader
      .list(object[name], `${path}.${name}`)
      .map((item, i) => reader.word(DISPOSITION, item, `${path}.${name}[${i}]`))
      .filter((word) => word !== undefined);
  return { set: words('set'), unset: words('unset') };
}

/** EPCIS 2.0 §7.4.1.2 */
export function readErrorDeclaration(
  reader: Reader,
  value: Json | undefined,
  path: string,
): ErrorDeclaration | undefined {
  const object = reader.object(value, path);
  if (object === undefined) return undefined;
  const at = `${path}.declarationTime`;
  const declarationTime = reader.required(reader.time(object['declarationTime'], at), object, 'declarationTime', at);
  const reason = reader.word(ERROR_REASON, object['reason'], `${path}.reason`);
  const correctiveEventIDs = reader.uris(object['correctiveEventIDs'], `${path}.correctiveEventIDs`);
  const extensions = readExtensions(reader, object, ERROR_DECLARATION, path);
  if (declarationTime === undefined) return undefined;
  const base = { declarationTime, correctiveEventIDs, extensions };
  return reason === undefined ? base : { ...base, reason };
}
