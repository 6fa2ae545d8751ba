import { touches, type ContainerRecord, type Interpretation } from '@suyuan/domain';

/**
 * Written keys that no document foretold, of those that a document can tell: what bundles are made by. Left out is the ledger's
 * own, written once, and what only records tell of: books of goods that are there already, what a countersignature sets off,
 * which lots a revoked certificate stops, which quantities come out of a container, which units
 * that go into one have a key of their own, of which batch a unit is a sample; and an opened container, told of the first thing
 * that is done to what came out of it.
 */
export function unforetold(
  all: readonly Interpretation[],
  written: readonly (readonly [key: string, json: string])[],
): readonly string[] {
  const foretold = new Set(all.flatMap((each) => touches(each).writes));
  const acts = all.flatMap(({ acts: each }) => each);
  const records = [
    /^(ledger$|book\/)/,
    ...(acts.some((act) => act?.kind === 'countersignature') ? [/^(holding|unit)\//] : []),
    ...(acts.some((act) => act?.kind === 'certificate' && act.action === 'revoke') ? [/^stops\//] : []),
    ...(acts.some((act) => act?.kind === 'custody' && act.step === 'unpacking') ? [/^holding\//] : []),
    ...(acts.some((act) => act?.kind === 'custody' && act.step === 'packing') ? [/^unit\//] : []),
    ...(acts.some((act) => act?.kind === 'custody' && act.step === 'sampling' && act.units.length > 0)
      ? [/^sample\//]
      : []),
  ];
  return written.flatMap(([key, json]) => {
    const told = foretold.has(key) || records.some((form) => form.test(key)) || isOpened(key, json);
    return told ? [] : [key];
  });
}

function isOpened(key: string, json: string): boolean {
  if (!key.startsWith('container/')) return false;
  const { opened, before } = JSON.parse(json) as ContainerRecord;
  return opened !== undefined && before === undefined;
}
