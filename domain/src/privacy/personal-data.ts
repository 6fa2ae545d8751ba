import { TraceError } from '../error/trace-error.js';
import { isCreditCode } from '../identifier/credit-code.js';
import { readEquipmentCode } from '../identifier/equipment-code.js';
import { hasGs1CheckDigit } from '../identifier/check-digit.js';
import { findIdentifier } from '../identifier/parse-identifier.js';
import { parseCertificateUrn, parseEntryUrn, parsePartyUrn } from '../identifier/suyuan-urn.js';
import { parseUnitUrn } from '../identifier/unit-urn.js';
import { JsonNumber, isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import { isCitizenNumber, type PersonalKind } from './numbers.js';
import { scanText } from './scan-text.js';

/** Numbers of the standard that may have as many digits as they like: amounts, not names of anyone. */
const AMOUNTS: ReadonlySet<string> = new Set(
  'quantity value minValue maxValue meanValue sDev percRank percValue'.split(' '),
);

/**
 * What personal numbers stand in the free text of an entry, for no personal data goes onto the shared ledger: a
 * PERSONAL_DATA for each place, with its path and kind and never the number itself. Validated identifiers, digests and
 * keys are exempt, for one in ten SSCCs passes a bank card's check digit.
 */
export function findPersonalData(json: Json, path = ''): TraceError[] {
  // Paths are made only where there is something to tell.
  if (!isSuspicious(json, '')) return [];
  const found: TraceError[] = [];
  walk(json, path, '', found);
  return found;
}

/** Whether `walk` finds anything. */
function isSuspicious(json: Json, name: string): boolean {
  if (typeof json === 'string') return scanText(json) !== undefined && kindIn(json) !== undefined;
  if (json instanceof JsonNumber) {
    return json.text.length >= 11 && !AMOUNTS.has(name) && scanText(json.text) !== undefined;
  }
  if (isArray(json)) {
    for (const item of json) if (isSuspicious(item, name)) return true;
    return false;
  }
  if (!isObject(json) || isPublicKey(json)) return false;
  for (const member of Object.keys(json)) {
    if (scanText(member) !== undefined || isSuspicious(json[member] ?? null, member)) return true;
  }
  return false;
}

function walk(json: Json, path: string, name: string, found: TraceError[]): void {
  if (typeof json === 'string') report(scanText(json) && kindIn(json), path, found);
  else if (json instanceof JsonNumber) {
    if (json.text.length >= 11 && !AMOUNTS.has(name)) report(scanText(json.text), path, found);
  } else if (isArray(json)) {
    // An array's members bear its name.
    for (let i = 0; i < json.length; i++) walk(json[i] ?? null, `${path}[${i}]`, name, found);
  } else if (isObject(json) && !isPublicKey(json)) walkMembers(json, path, found);
}

function walkMembers(object: JsonObject, path: string, found: TraceError[]): void {
  let at = 0;
  for (const name of Object.keys(object)) {
    // A name that gives a number away must not stand in the path either.
    const kind = scanText(name);
    const shown = kind === undefined ? name.slice(0, 80) : `[${at}]`;
    const inner = path === '' ? shown : `${path}.${shown}`;
    report(kind, inner, found);
    walk(object[name] ?? null, inner, name, found);
    at++;
  }
}

function report(kind: PersonalKind | undefined, path: string, found: TraceError[]): void {
  if (kind !== undefined) found.push(new TraceError('PERSONAL_DATA', { path, kind }));
}

/** Asked only of texts in which digits look suspicious: what is left of it once identifiers are set aside. */
function kindIn(text: string): PersonalKind | undefined {
  const free = withoutIdentifier(text);
  return free === '' ? undefined : scanText(free);
}

/** RFC 9562 §4, with its version and variant: one in some ten thousand random ones reads like a mobile number. */
const UUID = /^(urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The part of a text that no validated identifier accounts for. */
function withoutIdentifier(text: string): string {
  if (UUID.test(text)) return '';
  if (isEquipmentCode(text)) return '';
  if (text.length === 18 && (hasGs1CheckDigit(text) || isCreditCode(text))) return isCitizenNumber(text) ? text : '';
  if ((text.length === 13 || text.length === 14) && hasGs1CheckDigit(text)) return '';
  try {
    if (findIdentifier(text) !== undefined) return behindPath(text);
    const certificate = parseCertificateUrn(text);
    if (certificate !== undefined) return certificate.number;
    if (parsePartyUrn(text) !== undefined || parseEntryUrn(text) !== undefined) return '';
    if (parseUnitUrn(text) !== undefined) return '';
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
  }
  return text;
}

/** A lift's or a crane's, which begin as bank cards do: one in ten passes their check digit. */
function isEquipmentCode(text: string): boolean {
  if ((text.length !== 17 && text.length !== 18) || isCitizenNumber(text)) return false;
  try {
    readEquipmentCode(text);
    return true;
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    return false;
  }
}

/** Query and fragment of a link: they are free text, whatever the key before them. */
function behindPath(text: string): string {
  const at = text.search(/[?#]/);
  return at < 0 ? '' : text.slice(at);
}

/** A JWK (RFC 7517 §4.1): its coordinates are base64url. */
function isPublicKey(object: JsonObject): boolean {
  return typeof object['kty'] === 'string' && typeof object['x'] === 'string';
}
