import {
  isDigest,
  makeIdentifier,
  parseGtin,
  parseIdentifier,
  parsePath,
  parseUnitPath,
  TraceError,
  type Identifier,
  type UnitCode,
} from '@suyuan/domain';

/** A lot or a single unit, by its canonical path and what people know it by. */
export interface AskedItem {
  readonly path: string;
  /** The key of GS1, or the national code. */
  readonly key: string;
  readonly lot?: string;
  readonly serial?: string;
  /** It is a national code, and no barcode's number. */
  readonly national?: true;
}

/** Whether it is known by a barcode's number. */
export function isTraded({ path }: Pick<AskedItem, 'path'>): boolean {
  return path.startsWith('01/');
}

/** What an address of this page asks for. */
export type Asked =
  | { readonly kind: 'start' }
  | { readonly kind: 'item'; readonly id: AskedItem; readonly pin?: string }
  /** A product without its lot: which one is meant is not said yet. */
  | { readonly kind: 'lot-missing'; readonly gtin: string }
  | { readonly kind: 'bad'; readonly text: string; readonly error: TraceError };

export function readAddress(pathname: string, fragment: string): Asked {
  const path = pathname.replace(/^\/+|\/+$/g, '');
  if (path === '' || path === 'index.html') return { kind: 'start' };
  return ask(() => parseUnitPath(path) ?? parsePath(path), path, readPin(fragment));
}

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

function ask(read: () => Identifier | UnitCode, text: string, pin?: string): Asked {
  try {
    const id = read();
    if (!('ai' in id)) {
      return { kind: 'item', id: { path: id.path, key: id.value, national: true } };
    }
    if (id.ai === '01' && id.lot === undefined && id.serial === undefined) return { kind: 'lot-missing', gtin: id.key };
    return { kind: 'item', id, ...(pin === undefined ? undefined : { pin }) };
  } catch (error) {
    if (error instanceof TraceError) return { kind: 'bad', text, error };
    throw error;
  }
}

/** `#r=<thumbprint>`: what else stands in a fragment is none of ours. */
export function readPin(fragment: string): string | undefined {
  const pin = new URLSearchParams(fragment.replace(/^#/, '')).get('r');
  return pin !== null && isDigest(pin) ? pin : undefined;
}

export function pagePath(id: Pick<AskedItem, 'path'>, pin?: string): string {
  return `/${id.path}${pin === undefined ? '' : `#r=${pin}`}`;
}
