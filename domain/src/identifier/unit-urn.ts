import { TraceError } from '../error/trace-error.js';
import { excerpt, isDigits } from './characters.js';
import { refuseCitizenNumber } from './citizen-number.js';
import type { Reading } from './code.js';
import { CODE_PATH, CODE_URN, MOST_CODE, splitCode } from './code-text.js';
import { readEquipmentCode } from './equipment-code.js';
import { readTraceCode } from './trace-code.js';
import { decodeText, encodeText } from './percent-text.js';
import { readDetonatorCode, readOrganicMark, readPesticideCode, readVetDrugCode } from './unit-code.js';
import { readVin } from './vin.js';

interface UnitScheme {
  readonly read: (text: string) => Reading;
  /** How much of a code names the product or the firm (docs/identifiers.md). */
  readonly product: number;
}

/**
 * The schemes whose codes name one single thing: of all schemes (schemes.ts) what a reader of events needs, so that a
 * consumer's page does without the others.
 */
const UNIT_SCHEMES: ReadonlyMap<string, UnitScheme> = new Map([
  ['drug-trace-code', { read: readTraceCode, product: 7 }],
  ['vet-drug-code', { read: readVetDrugCode, product: 13 }],
  ['pesticide-code', { read: readPesticideCode, product: 11 }],
  ['equipment-code', { read: readEquipmentCode, product: 13 }],
  ['detonator-code', { read: readDetonatorCode, product: 7 }],
  ['organic-mark', { read: readOrganicMark, product: 5 }],
  ['vin', { read: readVin, product: 8 }],
]);
/** Of a drug maker's own codes, which do not tell. */
const HEAD = 8;

/** A national code of one single thing. */
export interface UnitCode {
  readonly scheme: string;
  readonly value: string;
  readonly canonical: string;
  readonly path: string;
  /** Its beginning, which names the product. */
  readonly product: string;
}

/** `urn:suyuan:code:<scheme>:<value>` of such a scheme; undefined for another URI. Throws as `parseCodeUrn`. */
export function parseUnitUrn(uri: string): UnitCode | undefined {
  return uri.startsWith(CODE_URN) ? read(uri, uri.slice(CODE_URN.length), ':', 'canonical') : undefined;
}

/** `code/<scheme>/<value>` of such a scheme; undefined for another path. Throws as `parseCodePath`. */
export function parseUnitPath(path: string): UnitCode | undefined {
  return path.startsWith(CODE_PATH) ? read(path, path.slice(CODE_PATH.length), '/', 'path') : undefined;
}

function read(whole: string, own: string, mark: ':' | '/', form: 'canonical' | 'path'): UnitCode | undefined {
  const [scheme, encoded] = splitCode(own, mark);
  const known = UNIT_SCHEMES.get(scheme);
  if (known === undefined) return undefined;
  const text = whole.length > MOST_CODE ? undefined : decodeText(encoded);
  const code = text === undefined ? undefined : readCode(scheme, known, text);
  // One code has one name.
  if (code?.[form] !== whole) throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(whole), scheme });
  return code;
}

function readCode(scheme: string, { read: readOf, product }: UnitScheme, text: string): UnitCode {
  refuseCitizenNumber(text, scheme);
  const { value, parts = {} } = readOf(text);
  for (const part of Object.values(parts)) refuseCitizenNumber(part, scheme);
  const encoded = encodeText(value, scheme, MOST_CODE);
  const national = scheme !== 'drug-trace-code' || (value.length === 20 && isDigits(value));
  return {
    ...{ scheme, value, canonical: `${CODE_URN}${scheme}:${encoded}`, path: `${CODE_PATH}${scheme}/${encoded}` },
    product: value.slice(0, national ? product : HEAD),
  };
}
