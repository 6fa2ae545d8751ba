import { base64url, leafHash, nodeHash, utf8 } from '@suyuan/domain';
import { sha256 } from '../hash.js';

/**
 * The inclusion paths of all of a document's entries (RFC 9162 §2.1.3.1, nearest sibling first, base64url), at two
 * hashes an entry. They are kept with the entries, so that showing one costs nothing that grows with its document.
 */
export function entryPaths(entries: readonly string[]): readonly (readonly string[])[] {
  const paths: string[][] = entries.map(() => []);
  if (entries.length > 1) head(entries, paths, 0, entries.length);
  return paths;
}

/** The head of the tree over entries `from` to `to`, having lengthened their paths up to there. */
function head(entries: readonly string[], paths: readonly string[][], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHash(utf8(entries[from] ?? ''), sha256);
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  const middle = from + half;
  const [left, right] = [head(entries, paths, from, middle), head(entries, paths, middle, to)];
  const [leftText, rightText] = [base64url(left), base64url(right)];
  for (let i = from; i < to; i++) paths[i]?.push(i < middle ? rightText : leftText);
  return nodeHash(left, right, sha256);
}
