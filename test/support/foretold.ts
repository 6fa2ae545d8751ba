import { touches, type Interpretation } from '@suyuan/domain';

/**
 * Written keys that no document foretold, of those that a document can tell: what bundles are made by. Left out is the ledger's
 * own, written once, and what only records tell of: books of goods that are there already, what a countersignature sets off,
 * which lots a revoked certificate stops.
 */
export function unforetold(all: readonly Interpretation[], written: readonly string[]): readonly string[] {
  const foretold = new Set(all.flatMap((each) => touches(each).writes));
  const acts = all.flatMap(({ acts: each }) => each);
  const records = [
    /^(ledger$|book\/)/,
    ...(acts.some((act) => act?.kind === 'countersignature') ? [/^holding\//] : []),
    ...(acts.some((act) => act?.kind === 'certificate' && act.action === 'revoke') ? [/^stops\//] : []),
  ];
  return written.filter((key) => !foretold.has(key) && !records.some((form) => form.test(key)));
}
