import type { Reference } from '../epcis/event.js';
import { makeIdentifier } from '../identifier/gs1-key.js';
import { parseCode, parseCodePath, parseCodeUrn } from '../identifier/parse-code.js';
import { parsePath } from '../identifier/parse-identifier.js';
import { encodeSegment, isDigits } from '../identifier/characters.js';

/** One unit, by the product that its serial belongs to. */
export interface UnitName {
  /** Canonical path: `01/<gtin>/21/<serial>`, `8004/<giai>`, `code/<scheme>/<value>`. */
  readonly path: string;
  /** Beginning of the path: serials are unique within it. */
  readonly product: string;
  readonly serial: string;
  /** What begins with its company's prefix; undefined of national codes, which have none. */
  readonly owned?: string;
  readonly gtin?: string;
}

/** How much of a national code names the product or the firm (docs/identifiers.md). */
const PRODUCT_WIDTH: Readonly<Record<string, number>> = {
  'drug-trace-code': 7,
  'vet-drug-code': 13,
  'pesticide-code': 11,
  'equipment-code': 13,
  'detonator-code': 7,
  'organic-mark': 5,
};
/** Of codes that do not tell. */
const HEAD = 8;

/** A single thing; undefined where the identifier names none, or a container. Throws what parseCodeUrn throws. */
export function readUnitName({ uri, gs1 }: Reference): UnitName | undefined {
  if (gs1 !== undefined) {
    const { scheme, key, serial, path } = gs1;
    if ((scheme === 'sgtin' || scheme === 'upui') && serial !== undefined) {
      // A serial number of AI 235 is not one of AI 21.
      const product = scheme === 'upui' ? `01/${key}/235` : `01/${key}`;
      return { path, product, serial, owned: key.slice(1), gtin: key };
    }
    return scheme === 'giai' ? { path, product: `8004/${key.slice(0, HEAD)}`, serial: key, owned: key } : undefined;
  }
  const code = parseCodeUrn(uri);
  if (code?.level !== 'instance' || code.names !== 'thing') return undefined;
  const { scheme, value, path } = code;
  const national = scheme !== 'drug-trace-code' || (value.length === 20 && isDigits(value));
  const width = national ? (PRODUCT_WIDTH[scheme] ?? HEAD) : HEAD;
  return { path, product: `code/${scheme}/${encodeSegment(value.slice(0, width))}`, serial: value };
}

/** Path of a container: an SSCC, or a crate that is used again and again (GRAI with its serial). */
export function readContainerName({ gs1 }: Reference): string | undefined {
  if (gs1?.scheme === 'sscc') return gs1.path;
  return gs1?.scheme === 'grai' && gs1.key.length > GRAI_DIGITS ? gs1.path : undefined;
}

/** Of a type of asset; what follows is one asset's serial. */
const GRAI_DIGITS = 14;

export function isCrate(container: string): boolean {
  return container.startsWith('8003/');
}

/** The path of a unit of a product, as `readUnitName` takes it apart. */
export function unitPath(product: string, serial: string): string {
  const [kind, name = ''] = product.split('/');
  if (kind === 'code') return parseCode(name, serial).path;
  if (kind !== '01') return `8004/${encodeSegment(serial)}`;
  return makeIdentifier('01', name, { serial }, product.endsWith('/235') ? '235' : '21').path;
}

/** The unit of a path such as state keys hold; undefined where it is none. Throws what reading identifiers throws. */
export function unitOfPath(path: string): UnitName | undefined {
  const code = parseCodePath(path);
  if (code !== undefined) return readUnitName({ uri: code.canonical });
  const gs1 = parsePath(path);
  return readUnitName({ uri: gs1.canonical, gs1 });
}
