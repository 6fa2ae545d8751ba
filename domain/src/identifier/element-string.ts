import { isOf, type CharacterSet } from './characters.js';
import { invalid, requireShortDay } from './form.js';

/** Values by application identifier: `01` → `06901234567892`. */
export type Elements = ReadonlyMap<string, string>;

interface ElementRule {
  readonly set: CharacterSet;
  readonly least: number;
  readonly most: number;
  /** Six digits that are a day. */
  readonly date?: true;
}

const RULES = new Map<string, ElementRule>();
rules('00', 18, 18, 'digits');
rules('01 02', 14, 14, 'digits');
rules('410 411 412 413 414 415 416 417', 13, 13, 'digits');
rules('402', 17, 17, 'digits');
rules('8017 8018', 18, 18, 'digits');
rules('8006', 18, 18, 'digits');
rules('20', 2, 2, 'digits');
rules('422 424 425 426', 3, 3, 'digits');
rules('7003', 10, 10, 'digits');
rules('30 37', 1, 8, 'digits');
rules('8011', 1, 12, 'digits');
rules('255', 13, 25, 'digits');
rules('10 21 22 254', 1, 20, '82');
rules('235', 1, 28, '82');
rules('240 241 250 251 400 401 8004', 1, 30, '82');
rules('253', 13, 30, '82');
rules('8003', 14, 30, '82');
rules('8010', 1, 30, '39');
for (const ai of ['11', '12', '13', '15', '16', '17']) {
  RULES.set(ai, { set: 'digits', least: 6, most: 6, date: true });
}

/** What of GS1 General Specifications §3.2 stands on goods of the catalogue; amounts (310n to 369n) beside. */
function rules(ais: string, least: number, most: number, set: CharacterSet): void {
  for (const ai of ais.split(' ')) RULES.set(ai, { set, least, most });
}

function ruleOf(ai: string): ElementRule | undefined {
  if (ai.length === 4 && ai.startsWith('3') && ai.charAt(1) !== '0' && isOf('digits', ai, 4)) {
    return { set: 'digits', least: 6, most: 6 };
  }
  return RULES.get(ai);
}

const SEPARATOR = '\u001d';
/** Symbology identifiers of GS1 carriers (GS1 General Specifications §5.1.2): 128, DataBar, DataMatrix, QR, DotCode. */
const CARRIERS: ReadonlySet<string> = new Set([']C1', ']e0', ']d2', ']Q3', ']J1']);
const EXPECTED = 'a GS1 element string such as (01)…(10)…';

/** Whether a text is an element string: `(01)…`, or what a scanner sends with a GS1 symbology identifier in front. */
export function isElementString(text: string): boolean {
  return text.startsWith('(') || CARRIERS.has(text.slice(0, 3));
}

/**
 * Reads an element string (GS1 General Specifications §7.8), as people read it or as a scanner sends it. Throws
 * IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function parseElementString(text: string, scheme = 'gs1'): Elements {
  const elements = new Map<string, string>();
  for (const [ai, value] of text.startsWith('(') ? bracketed(text, scheme) : scanned(text, scheme)) {
    if (elements.has(ai) || !isElement(ai, value)) invalid(scheme, text, EXPECTED);
    if (ruleOf(ai)?.date) requireShortDay(scheme, text, value);
    elements.set(ai, value);
  }
  return elements;
}

/** Whether a value is one of an application identifier that is known here. */
export function isElement(ai: string, value: string): boolean {
  const rule = ruleOf(ai);
  return rule !== undefined && value.length >= rule.least && isOf(rule.set, value, rule.most);
}

/** A bracket opens an element only where a known identifier and a bracket follow: values may have brackets in them. */
function* bracketed(text: string, scheme: string): Generator<[string, string]> {
  let at = 0;
  while (at < text.length) {
    const ai = identifierAt(text, at);
    if (ai === undefined) return invalid(scheme, text, EXPECTED);
    const start = at + ai.length + 2;
    let end = start;
    while (end < text.length && (text.charCodeAt(end) !== 0x28 || identifierAt(text, end) === undefined)) end++;
    yield [ai, text.slice(start, end)];
    at = end;
  }
}

function identifierAt(text: string, at: number): string | undefined {
  if (text.charCodeAt(at) !== 0x28) return undefined;
  for (let length = 2; length <= 4; length++) {
    const ai = text.slice(at + 1, at + 1 + length);
    if (text.charAt(at + 1 + length) === ')') return ruleOf(ai) === undefined ? undefined : ai;
  }
  return undefined;
}

/** Elements of fixed length follow each other; any other ends at a separator or with the text. */
function* scanned(text: string, scheme: string): Generator<[string, string]> {
  let at = 3;
  while (at < text.length) {
    const ai = [2, 3, 4].map((length) => text.slice(at, at + length)).find((head) => ruleOf(head) !== undefined);
    const rule = ai === undefined ? undefined : ruleOf(ai);
    if (ai === undefined || rule === undefined) return invalid(scheme, text, EXPECTED);
    const start = at + ai.length;
    const stop = text.indexOf(SEPARATOR, start);
    const last = stop < 0 ? text.length : stop;
    const end = rule.least === rule.most ? start + rule.most : last;
    yield [ai, text.slice(start, end)];
    at = end === stop ? end + 1 : end;
  }
}
