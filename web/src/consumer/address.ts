import { isDigest, parsePath, parseUnitPath, TraceError, type Identifier, type UnitCode } from '@suyuan/domain';

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
  /** What goods are packed in, by its canonical path. */
  | { readonly kind: 'container'; readonly id: AskedItem; readonly pin?: string }
  /** A product without its lot: which one is meant is not said yet. */
  | { readonly kind: 'lot-missing'; readonly gtin: string }
  | { readonly kind: 'bad'; readonly text: string; readonly error: TraceError };

export function readAddress(pathname: string, fragment: string): Asked {
  const path = pathname.replace(/^\/+|\/+$/g, '');
  if (path === '' || path === 'index.html') return { kind: 'start' };
  return ask(() => parseUnitPath(path) ?? parsePath(path), path, readPin(fragment));
}

export function ask(read: () => Identifier | UnitCode, text: string, pin?: string): Asked {
  try {
    const id = read();
    if (!('ai' in id)) {
      return { kind: 'item', id: { path: id.path, key: id.value, national: true } };
    }
    if (id.ai === '01' && id.lot === undefined && id.serial === undefined) return { kind: 'lot-missing', gtin: id.key };
    const kind = id.ai === '00' || id.ai === '8003' ? 'container' : 'item';
    return { kind, id, ...(pin === undefined ? undefined : { pin }) };
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
