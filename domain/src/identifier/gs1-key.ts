import { TraceError } from '../error/trace-error.js';
import { decodePart, encodeSegment, excerpt, isDigits, isOf, type CharacterSet } from './characters.js';
import { requireGs1CheckDigit } from './check-digit.js';
import { CANONICAL_STEM, type Identifier, type Qualifiers, type Scheme } from './identifier.js';

interface QualifierRule {
  readonly ai: string;
  readonly name: keyof Qualifiers | 'variant';
  readonly set: CharacterSet;
  readonly most: number;
}

/** A primary key: so many digits, the check digit the last of the first `check`, then a tail of a character set. */
interface KeyRule {
  readonly ai: string;
  readonly scheme: Scheme;
  readonly digits: number;
  readonly check: number;
  readonly tail?: { readonly set: CharacterSet; readonly least: number; readonly most: number };
  /** In the order in which they may stand in a path (GS1 Digital Link URI Syntax §4.9). */
  readonly qualifiers: readonly QualifierRule[];
  readonly level: 'class' | 'instance';
}

const VARIANT: QualifierRule = { ai: '22', name: 'variant', set: '82', most: 20 };
const LOT: QualifierRule = { ai: '10', name: 'lot', set: '82', most: 20 };
const SERIAL: QualifierRule = { ai: '21', name: 'serial', set: '82', most: 20 };
const CONTROLLED_SERIAL: QualifierRule = { ai: '235', name: 'serial', set: '82', most: 28 };
const EXTENSION: QualifierRule = { ai: '254', name: 'extension', set: '82', most: 20 };
const PART_SERIAL: QualifierRule = { ai: '8011', name: 'serial', set: 'digits', most: 12 };

const NO_QUALIFIERS: readonly QualifierRule[] = [];

/** GS1 General Specifications §3: the keys that may name what an EPCIS event is about. */
const RULES: readonly KeyRule[] = [
  fixed('00', 'sscc', 18),
  { ...fixed('01', 'gtin', 14), qualifiers: [VARIANT, LOT, SERIAL, CONTROLLED_SERIAL], level: 'class' },
  { ...fixed('253', 'gdti', 13), tail: { set: '82', least: 0, most: 17 } },
  { ...fixed('255', 'sgcn', 13), tail: { set: 'digits', least: 0, most: 12 } },
  { ...fixed('401', 'ginc', 0), tail: { set: '82', least: 1, most: 30 } },
  fixed('402', 'gsin', 17),
  { ...fixed('414', 'sgln', 13), qualifiers: [EXTENSION] },
  fixed('417', 'pgln', 13),
  { ...fixed('8003', 'grai', 14), tail: { set: '82', least: 0, most: 16 } },
  { ...fixed('8004', 'giai', 0), tail: { set: '82', least: 1, most: 30 } },
  { ...fixed('8006', 'itip', 18), check: 14, qualifiers: [VARIANT, LOT, SERIAL], level: 'class' },
  { ...fixed('8010', 'cpi', 0), tail: { set: '39', least: 1, most: 30 }, qualifiers: [PART_SERIAL], level: 'class' },
  fixed('8017', 'gsrnp', 18),
  fixed('8018', 'gsrn', 18),
];

const BY_AI: ReadonlyMap<string, KeyRule> = new Map(RULES.map((rule) => [rule.ai, rule]));

function fixed(ai: string, scheme: Scheme, digits: number): KeyRule {
  return { ai, scheme, digits, check: digits, qualifiers: NO_QUALIFIERS, level: 'instance' };
}

/**
 * Whether the segments of a path from `at` on are a key and its qualifiers, by their application identifiers alone:
 * what Digital Links at any stem are recognised by.
 */
export function isKeyPath(segments: readonly string[], at: number): boolean {
  const rule = BY_AI.get(segments[at] ?? '');
  if (rule === undefined || (segments.length - at) % 2 !== 0) return false;
  let next = 0;
  for (let i = at + 2; i < segments.length; i += 2) {
    next = rule.qualifiers.findIndex((qualifier, order) => order >= next && qualifier.ai === segments[i]) + 1;
    if (next === 0) return false;
  }
  return true;
}

/** Reads percent-encoded segments of which `isKeyPath` holds. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function readKeyPath(segments: readonly string[], at: number): Identifier {
  const rule = ruleOf(segments[at] ?? '');
  const values: Partial<Record<QualifierRule['name'], string>> = {};
  let serialAi = SERIAL.ai;
  for (let i = at + 2; i < segments.length; i += 2) {
    const qualifier = rule.qualifiers.find(({ ai }) => ai === segments[i]);
    if (qualifier === undefined) continue;
    if (qualifier.name === 'serial') serialAi = qualifier.ai;
    values[qualifier.name] = decodePart(segments[i + 1] ?? '', rule.scheme);
  }
  return makeIdentifier(rule.ai, decodePart(segments[at + 1] ?? '', rule.scheme), values, serialAi);
}

/** The identifier of a key with decoded qualifiers. Throws IDENTIFIER_INVALID, IDENTIFIER_UNKNOWN, CHECK_DIGIT. */
export function makeIdentifier(ai: string, key: string, qualifiers: Qualifiers = {}, serialAi = '21'): Identifier {
  const rule = ruleOf(ai);
  const full = requireKey(rule, key);
  for (const { name, set, most, ai: own } of rule.qualifiers) {
    const value = (qualifiers as Partial<Record<QualifierRule['name'], string>>)[name];
    if (value === undefined || (name === 'serial' && own !== serialAi)) continue;
    if (!isOf(set, value, most)) invalid(rule, value);
  }
  const { lot, serial } = qualifiers;
  // An extension `0` says that there is none (EPC Tag Data Standard 2.0 §6.3.3).
  const extension = qualifiers.extension === '0' ? undefined : qualifiers.extension;
  let path = `${ai}/${encodeSegment(full)}`;
  // The finest level alone: a serial number stands under the product, not under its lot.
  if (serial !== undefined) path += `/${serialAi}/${encodeSegment(serial)}`;
  else if (lot !== undefined) path += `/10/${encodeSegment(lot)}`;
  else if (extension !== undefined) path += `/254/${encodeSegment(extension)}`;
  const id: { -readonly [K in keyof Identifier]: Identifier[K] } = {
    scheme: schemeOf(rule, qualifiers, serialAi),
    level: serial === undefined ? rule.level : 'instance',
    ai,
    key: full,
    path,
    canonical: CANONICAL_STEM + path,
  };
  if (lot !== undefined) id.lot = lot;
  if (serial !== undefined) id.serial = serial;
  if (extension !== undefined) id.extension = extension;
  return id;
}

function ruleOf(ai: string): KeyRule {
  const rule = BY_AI.get(ai);
  if (rule === undefined) throw new TraceError('IDENTIFIER_UNKNOWN', { value: excerpt(ai) });
  return rule;
}

function schemeOf(rule: KeyRule, qualifiers: Qualifiers, serialAi: string): Scheme {
  if (rule.ai !== '01') return rule.scheme;
  if (qualifiers.serial !== undefined) return serialAi === '235' ? 'upui' : 'sgtin';
  return qualifiers.lot === undefined ? 'gtin' : 'lgtin';
}

function requireKey(rule: KeyRule, text: string): string {
  // GTIN-8, -12 and -13 are filled from the left (GS1 Digital Link URI Syntax §4.11).
  const short = rule.ai === '01' && (text.length === 13 || text.length === 12 || text.length === 8);
  const key = short && isDigits(text) ? text.padStart(14, '0') : text;
  const head = key.slice(0, rule.digits);
  const tail = key.slice(rule.digits);
  if (head.length !== rule.digits || (rule.digits > 0 && !isDigits(head))) invalid(rule, text);
  if (rule.tail === undefined ? tail !== '' : tail.length < rule.tail.least) invalid(rule, text);
  if (rule.tail !== undefined && tail !== '' && !isOf(rule.tail.set, tail, rule.tail.most)) invalid(rule, text);
  if (rule.check > 0) requireGs1CheckDigit(head.slice(0, rule.check));
  return key;
}

function invalid(rule: KeyRule, value: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(value), scheme: rule.scheme });
}
