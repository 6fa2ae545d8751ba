import {
  makeIdentifier,
  parseGtin,
  parseIdentifier,
  parsePath,
  parseUnitPath,
  TraceError,
  type UnitCode,
} from '@suyuan/domain';
import { ask, readPin, type Asked } from './address.js';

/**
 * What a person types or a camera reads: a Digital Link, an EPC URN, `(01)…(10)…` or `(21)…`, a canonical path, a national
 * unit code, or a GTIN with its lot beside it. The label's pin stands in its link's fragment.
 */
export function readCode(text: string, lot = ''): Asked {
  const code = text.trim();
  const digits = code.replace(/[\s-]/g, '');
  if (/^\d{8,14}$/.test(digits)) {
    return ask(() => makeIdentifier('01', parseGtin(digits), lot.trim() === '' ? {} : { lot: lot.trim() }), code);
  }
  const scheme = /^\d+$/.test(digits) ? NATIONAL.get(digits.length) : undefined;
  if (scheme !== undefined) return ask(() => unitCode(`code/${scheme}/${digits}`), code);
  const element = readElements(code);
  if (element !== undefined) {
    const { gtin, ...qualifiers } = element;
    return ask(() => makeIdentifier('01', gtin, qualifiers), code);
  }
  const hash = code.indexOf('#');
  const pin = hash < 0 ? undefined : readPin(code.slice(hash));
  return ask(
    () => (/^\/?\d{2,4}\//.test(code) ? parsePath(code.replace(/^\//, '')) : parseIdentifier(code)),
    code,
    pin,
  );
}

/** Throws what is wrong with it. */
function unitCode(path: string): UnitCode {
  const code = parseUnitPath(path);
  if (code === undefined) throw new TraceError('IDENTIFIER_UNKNOWN', { value: path });
  return code;
}

/** Codes of nothing but digits, told apart by how many these are (docs/identifiers.md). */
const NATIONAL: ReadonlyMap<number, string> = new Map([
  [20, 'drug-trace-code'],
  [24, 'vet-drug-code'],
  [32, 'pesticide-code'],
]);

/** GS1 element strings: `(01)06901234567892(10)A1`, or as scanners give it, with FNC1 as a group separator. */
function readElements(code: string): { gtin: string; lot?: string; serial?: string } | undefined {
  const unit = /^\(01\)(\d{14})(?:\(\d{2,4}\)[^()]{1,90})*?\(21\)([^()]{1,20})(?:\(|$)/.exec(code);
  if (unit !== null) return { gtin: unit[1] ?? '', serial: unit[2] ?? '' };
  const match =
    /^\(01\)(\d{14})(?:\((?:11|13|15|17)\)\d{6})*\(10\)([^()]{1,20})(?:\(|$)/.exec(code) ??
    // eslint-disable-next-line no-control-regex -- FNC1 is a control character
    /^(?:\]..)?01(\d{14})(?:(?:11|13|15|17)\d{6})*10([^\u001d]{1,20})(?:\u001d|$)/.exec(code);
  const [, gtin, lot] = match ?? [];
  return gtin === undefined || lot === undefined ? undefined : { gtin, lot };
}
