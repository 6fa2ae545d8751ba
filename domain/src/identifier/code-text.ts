/** How codes of national schemes are named: `urn:suyuan:code:<scheme>:<value>`, and `code/<scheme>/<value>` in paths. */
export const CODE_URN = 'urn:suyuan:code:';
export const CODE_PATH = 'code/';
/** Longer than any code, and than any link with one in it: bounds the time that reading one takes. */
export const MOST_CODE = 1024;

/** What stands behind the stem of such a name; no scheme (empty) where the mark is missing. */
export function splitCode(own: string, mark: ':' | '/'): readonly [scheme: string, encoded: string] {
  const at = own.indexOf(mark);
  return [own.slice(0, Math.max(at, 0)), own.slice(at + 1)];
}
