import type { Reference } from '../epcis/event.js';
import { makeIdentifier } from '../identifier/gs1-key.js';
import { encodeText } from '../identifier/percent-text.js';
import { parseUnitPath, parseUnitUrn } from '../identifier/unit-urn.js';
import { parsePath } from '../identifier/parse-identifier.js';
import { encodeSegment } from '../identifier/characters.js';

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

/** Of an asset's code: as much as certainly tells whose it is. */
const HEAD = 8;

/** A single thing; undefined where the identifier names none, or a container. Throws what parseUnitUrn throws. */
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
  const code = parseUnitUrn(uri);
  if (code === undefined) return undefined;
  const { scheme, value, path, product } = code;
  return { path, product: `code/${scheme}/${encodeSegment(product)}`, serial: value };
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
  if (kind === 'code') return `code/${name}/${encodeText(serial, name)}`;
  if (kind !== '01') return `8004/${encodeSegment(serial)}`;
  return makeIdentifier('01', name, { serial }, product.endsWith('/235') ? '235' : '21').path;
}

/** The unit of a path such as state keys hold; undefined where it is none. Throws what reading identifiers throws. */
export function unitOfPath(path: string): UnitName | undefined {
  const code = parseUnitPath(path);
  if (code !== undefined) return readUnitName({ uri: code.canonical });
  const gs1 = parsePath(path);
  return readUnitName({ uri: gs1.canonical, gs1 });
}
