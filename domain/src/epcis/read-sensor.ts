import { JsonNumber, type Json, type JsonObject } from '../json/json.js';
import type { SensorElement, SensorFields } from './event.js';
import { readExtensions } from './extensions.js';
import { canonicalNumber } from './number.js';
import { readReference } from './read-lists.js';
import type { Reader } from './reader.js';
import { SENSOR_COMPONENT, SENSOR_EXCEPTION, SENSOR_TYPE, wordUri, type Vocabulary } from './vocabulary.js';

type Kind = 'time' | 'uri' | 'text' | 'number' | 'boolean' | 'hex' | 'unit' | Vocabulary;

/** EPCIS 2.0 §7.3.7.3, in the order of the event's hash (CBV 2.0 §8.9). */
const METADATA: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['time', 'time'],
  ['startTime', 'time'],
  ['endTime', 'time'],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['bizRules', 'uri'],
]);

/** EPCIS 2.0 §7.3.7.4, in the order of the event's hash. */
const REPORT: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['type', SENSOR_TYPE],
  ['exception', SENSOR_EXCEPTION],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['time', 'time'],
  ['microorganism', 'uri'],
  ['chemicalSubstance', 'uri'],
  ['value', 'number'],
  ['component', SENSOR_COMPONENT],
  ['stringValue', 'text'],
  ['booleanValue', 'boolean'],
  ['hexBinaryValue', 'hex'],
  ['uriValue', 'uri'],
  ['minValue', 'number'],
  ['maxValue', 'number'],
  ['meanValue', 'number'],
  ['sDev', 'number'],
  ['percRank', 'number'],
  ['percValue', 'number'],
  ['uom', 'unit'],
  ['coordinateReferenceSystem', 'uri'],
]);

const METADATA_NAMES: ReadonlySet<string> = new Set(METADATA.keys());
const REPORT_NAMES: ReadonlySet<string> = new Set(REPORT.keys());
const ELEMENT_NAMES: ReadonlySet<string> = new Set(['sensorMetadata', 'sensorReport']);

/** sensorElementList (EPCIS 2.0 §7.3.7): every element has at least one report. */
export function readSensors(reader: Reader, value: Json | undefined, path: string): readonly SensorElement[] {
  const elements: SensorElement[] = [];
  for (const [i, item] of reader.list(value, path).entries()) {
    const at = `${path}[${i}]`;
    const object = reader.object(item, at);
    if (object === undefined) continue;
    const inner = reader.object(object['sensorMetadata'], `${at}.sensorMetadata`);
    const metadata = inner && readFields(reader, inner, METADATA, METADATA_NAMES, `${at}.sensorMetadata`);
    const reports: SensorFields[] = [];
    for (const [j, report] of reader.list(object['sensorReport'], `${at}.sensorReport`).entries()) {
      const there = `${at}.sensorReport[${j}]`;
      const fields = reader.object(report, there);
      if (fields !== undefined) reports.push(readFields(reader, fields, REPORT, REPORT_NAMES, there));
    }
    if (reports.length === 0) reader.fail('FIELD_MISSING', { path: `${at}.sensorReport` });
    const extensions = readExtensions(reader, object, ELEMENT_NAMES, at);
    elements.push(metadata === undefined ? { reports, extensions } : { metadata, reports, extensions });
  }
  return elements;
}

function readFields(
  reader: Reader,
  object: JsonObject,
  kinds: ReadonlyMap<string, Kind>,
  names: ReadonlySet<string>,
  path: string,
): SensorFields {
  const fields = new Map<string, string | number | boolean | JsonNumber>();
  for (const [name, kind] of kinds) {
    const value = object[name];
    if (value === undefined) continue;
    const read = readField(reader, kind, value, `${path}.${name}`);
    if (read !== undefined) fields.set(name, read);
  }
  return { fields, extensions: readExtensions(reader, object, names, path) };
}

function readField(
  reader: Reader,
  kind: Kind,
  value: Json,
  path: string,
): string | number | boolean | JsonNumber | undefined {
  switch (kind) {
    case 'time':
      return reader.time(value, path);
    case 'uri':
      return readReference(reader, value, path)?.uri;
    case 'text':
      return reader.text(value, path);
    case 'number':
      if (value instanceof JsonNumber && canonicalNumber(value.text) !== undefined) return value;
      return reader.fail('FIELD_TYPE', { path, expected: 'number' });
    case 'boolean':
      return typeof value === 'boolean' ? value : reader.fail('FIELD_TYPE', { path, expected: 'true or false' });
    case 'hex': {
      const text = reader.text(value, path);
      if (text === undefined || (text.length % 2 === 0 && /^[0-9A-Fa-f]+$/.test(text))) return text;
      return reader.fail('FIELD_TYPE', { path, expected: 'hex digits, two a byte' });
    }
    case 'unit': {
      // Any common code of Recommendation 20: what a sensor measures is not summed.
      const text = reader.text(value, path);
      if (text === undefined || /^[A-Z0-9]{1,3}$/.test(text)) return text;
      return reader.fail('EPCIS_UNIT_UNKNOWN', { path, value: text.slice(0, 20) });
    }
    default: {
      const word = reader.word(kind, value, path);
      return word === undefined ? undefined : wordUri(kind, word);
    }
  }
}
