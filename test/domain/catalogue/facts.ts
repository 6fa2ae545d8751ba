import { gramsOf, shareOf } from './amounts.js';
import type { Case } from './law.js';
import type { Model } from './model.js';
import type { Certificate, Deed, Fact, Facts } from './terms.js';
import { timeOf } from './times.js';

/** What is known of goods and deed, for a condition to ask. */
export interface Given {
  readonly deed: Deed;
  readonly about: Case;
  readonly state: string;
  readonly owner: string | undefined;
  readonly facts: Facts;
  readonly certificates: readonly Certificate[];
  readonly done: Readonly<Record<string, number>>;
  readonly quantity: bigint;
}

/** What a condition is told; undefined where nobody knows. */
export function fact(model: Model, name: string, given: Given): Fact | undefined {
  const { deed, about, facts, certificates } = given;
  const [root = '', ...rest] = name.split('.');
  switch (name) {
    case 'event.time':
      return timeOf(model, deed);
    case 'event.recorded':
      return model.now;
    case 'event.quantity':
      return given.quantity;
    case 'signer.id':
      return deed.by.firm.id;
    case 'to.id':
      return deed.to?.firm.id;
    case 'item.category':
      return model.country.pack.id;
    case 'item.state':
      return given.state;
    case 'item.owner':
      return given.owner;
    case 'quota.left':
      return quotaLeft(model, deed, about);
    case 'parent.withdrawal':
      return typeof deed.fields['suyuan:plot'] === 'string'
        ? model.plots.get(`${deed.by.firm.id} ${deed.fields['suyuan:plot']}`)
        : undefined;
  }
  if (root === 'item') return facts[rest.join('.')];
  if (root === 'last') return given.done[rest.join('.')];
  if (root === 'certificate') {
    const last = certificates.filter(({ type, revoked }) => type === rest[0] && !revoked).at(-1);
    return last === undefined
      ? undefined
      : rest[1] === 'until'
        ? last.until
        : rest[1] === 'issued'
          ? last.issued
          : last.result;
  }
  throw new Error(`a fact that this account does not know: ${name}`);
}

/** In the unit of the goods, of the substance that the deed names. */
function quotaLeft(model: Model, deed: Deed, { field }: Case): bigint | undefined {
  const { balance } = model.pack;
  const substance = balance === undefined ? undefined : field(balance.substance);
  const values = model.country.pack.steps.commissioning?.fields?.find(({ name }) => name === balance?.substance)?.form;
  if (typeof substance !== 'string' || deed.birth === undefined || balance === undefined) return undefined;
  if (values?.is === 'one_of' && !values.values.slice(0, 2).includes(substance)) return undefined;
  const share = shareOf(field(balance.factor ?? ''));
  const left = model.country.quota - (model.drawn.get(model.account(deed.by.firm.id, substance)) ?? 0n);
  return ((left < 0n ? 0n : left) * 1_000_000n) / (gramsOf(deed.birth.uom) * share);
}
