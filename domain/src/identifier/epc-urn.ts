import { TraceError } from '../error/trace-error.js';
import { decodePart, encodeUrnPart, excerpt, isDigits } from './characters.js';
import { gs1CheckDigit } from './check-digit.js';
import { makeIdentifier } from './gs1-key.js';
import type { Identifier, Scheme } from './identifier.js';

/**
 * How an EPC URN is made of a key (EPC Tag Data Standard 2.0 §6.3): company prefix and reference of together `digits`
 * digits (0: a reference of any length), then perhaps a serial part.
 */
interface UrnRule {
  readonly ai: string;
  readonly digits: number;
  /** The reference's first digit stands before the company prefix in the key (indicator, extension digit). */
  readonly leading: boolean;
  /** No check digit where a key has none. */
  readonly check: boolean;
  /** Where the part behind the second dot goes: behind the key itself, or into a qualifier. */
  readonly serial?: 'tail' | 'lot' | 'serial' | 'extension';
}

const RULES: Readonly<Partial<Record<Scheme, UrnRule>>> = {
  sgtin: { ai: '01', digits: 13, leading: true, check: true, serial: 'serial' },
  upui: { ai: '01', digits: 13, leading: true, check: true, serial: 'serial' },
  lgtin: { ai: '01', digits: 13, leading: true, check: true, serial: 'lot' },
  sscc: { ai: '00', digits: 17, leading: true, check: true },
  sgln: { ai: '414', digits: 12, leading: false, check: true, serial: 'extension' },
  pgln: { ai: '417', digits: 12, leading: false, check: true },
  gdti: { ai: '253', digits: 12, leading: false, check: true, serial: 'tail' },
  sgcn: { ai: '255', digits: 12, leading: false, check: true, serial: 'tail' },
  ginc: { ai: '401', digits: 0, leading: false, check: false },
  gsin: { ai: '402', digits: 16, leading: false, check: true },
  grai: { ai: '8003', digits: 12, leading: false, check: true, serial: 'tail' },
  giai: { ai: '8004', digits: 0, leading: false, check: false },
  cpi: { ai: '8010', digits: 0, leading: false, check: false, serial: 'serial' },
  gsrn: { ai: '8018', digits: 17, leading: false, check: true },
  gsrnp: { ai: '8017', digits: 17, leading: false, check: true },
};
/** Where a serial number has an application identifier of its own; elsewhere 21. */
const SERIAL_AIS: Readonly<Record<string, string>> = { upui: '235', cpi: '8011' };
const BY_NAME: ReadonlyMap<string, UrnRule> = new Map(Object.entries(RULES));

const ID = 'urn:epc:id:';
const CLASS = 'urn:epc:class:';
const PATTERN = 'urn:epc:idpat:';

export function isEpcUrn(text: string): boolean {
  return text.startsWith('urn:epc:');
}

/** `urn:epc:id:…`, `urn:epc:class:lgtin:…`, `urn:epc:idpat:sgtin:….*` (a product). Throws as `parseIdentifier`. */
export function parseEpcUrn(text: string): Identifier {
  const stem = text.startsWith(ID) ? ID : text.startsWith(CLASS) ? CLASS : text.startsWith(PATTERN) ? PATTERN : '';
  const colon = text.indexOf(':', stem.length);
  const name = text.slice(stem.length, colon);
  const rule = BY_NAME.get(name);
  // A lot is a class, and is written as one; a pattern is read only where it means a whole product.
  const fits = stem === CLASS ? name === 'lgtin' : stem === PATTERN ? name === 'sgtin' : name !== 'lgtin';
  if (stem !== '' && stem === ID && name === 'itip') return parseItip(text, text.slice(colon + 1));
  if (stem === '' || rule === undefined || !fits) throw new TraceError('IDENTIFIER_UNKNOWN', { value: excerpt(text) });

  const [prefix, reference, serial] = split(text.slice(colon + 1), rule.serial !== undefined);
  const bad = (): never => invalid(text, name);
  if (!isDigits(prefix) || prefix.length < 6 || prefix.length > 12) bad();
  if (rule.digits > 0 && prefix.length + reference.length !== rule.digits) bad();
  if (rule.digits > 0 && reference !== '' && !isDigits(reference)) bad();
  if (rule.leading && reference === '') bad();
  if ((serial === undefined) !== (rule.serial === undefined) || serial === '') bad();

  const body = rule.leading
    ? reference.charAt(0) + prefix + reference.slice(1)
    : prefix + (rule.digits > 0 ? reference : decodePart(reference, name));
  const zero = rule.ai === '8003' ? '0' : '';
  const key = zero + body + (rule.check ? gs1CheckDigit(body) : '');
  if (stem === PATTERN) return serial === '*' ? makeIdentifier(rule.ai, key) : bad();
  if (serial === undefined || rule.serial === undefined) return makeIdentifier(rule.ai, key);
  const value = decodePart(serial, name);
  if (rule.serial === 'tail') return makeIdentifier(rule.ai, key + value);
  return makeIdentifier(rule.ai, key, { [rule.serial]: value }, SERIAL_AIS[name]);
}

/**
 * The EPC URN, or undefined where the scheme has none (a coupon's or document's class, a part without serial number).
 * A key does not say how long its company prefix is: 6 to 12 digits, asked of whoever knows.
 */
export function toEpcUrn(id: Identifier, prefixLength: number): string | undefined {
  const rule = RULES[id.scheme === 'gtin' ? 'sgtin' : id.scheme];
  if (rule === undefined || !Number.isInteger(prefixLength) || prefixLength < 6 || prefixLength > 12) return undefined;
  const body = id.ai === '8003' ? id.key.slice(1) : id.key;
  const digits = rule.digits > 0 ? body.slice(0, rule.digits) : body;
  const prefix = rule.leading ? digits.slice(1, 1 + prefixLength) : digits.slice(0, prefixLength);
  const rest = rule.leading ? digits.charAt(0) + digits.slice(1 + prefixLength) : digits.slice(prefixLength);
  const reference = rule.digits > 0 ? rest : encodeUrnPart(rest);
  if (!isDigits(prefix) || prefix.length !== prefixLength || (reference === '' && rule.digits === 0)) return undefined;
  const named = `${id.scheme === 'gtin' ? 'sgtin' : id.scheme}:${prefix}.${reference}`;
  if (id.scheme === 'gtin') return `${PATTERN}${named}.*`;
  if (rule.serial === undefined) return ID + named;
  const serial =
    rule.serial === 'tail' ? body.slice(rule.digits + 1) : (id[rule.serial] ?? (id.ai === '414' ? '0' : ''));
  if (serial === '') return undefined;
  return `${id.scheme === 'lgtin' ? CLASS : ID}${named}.${encodeUrnPart(serial)}`;
}

/** `itip` alone has five parts: prefix.item.piece.total.serial (EPC Tag Data Standard 2.0 §6.3.13). */
function parseItip(text: string, body: string): Identifier {
  const parts = body.split('.');
  const [prefix = '', item = '', piece = '', total = ''] = parts;
  const serial = parts.slice(4).join('.');
  const digits = item.charAt(0) + prefix + item.slice(1);
  if (digits.length !== 13 || prefix.length < 6 || !isDigits(digits + piece + total)) invalid(text, 'itip');
  if (piece.length !== 2 || total.length !== 2 || serial === '') invalid(text, 'itip');
  const value = decodePart(serial, 'itip');
  const key = digits + gs1CheckDigit(digits) + piece + total;
  return makeIdentifier('8006', key, { serial: value });
}

function split(body: string, hasSerial: boolean): readonly [string, string, string | undefined] {
  const first = body.indexOf('.');
  if (first < 0) return [body, '', undefined];
  const second = hasSerial ? body.indexOf('.', first + 1) : -1;
  if (second < 0) return [body.slice(0, first), body.slice(first + 1), undefined];
  return [body.slice(0, first), body.slice(first + 1, second), body.slice(second + 1)];
}

function invalid(text: string, scheme: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(text), scheme });
}
