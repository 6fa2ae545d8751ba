import { endsGoods, type FieldRule, type Step } from '@suyuan/domain';

import { pick, type Attempt, type Stage } from './stage.js';
import type { Deed, Licence } from './terms.js';
import { builtUpon, dueOf, timeOf } from './times.js';
import { badValue, dayOf } from './values.js';

/** What is done wrong on purpose. */
export function spoil(stage: Stage, deed: Deed, { fault, n }: Attempt): Deed {
  const { country, model } = stage;
  const rules = model.rulesFor(deed).layers.flatMap((each) => each.pack.steps?.[deed.step]?.fields ?? []);
  const varied = vary(stage, deed, n);
  const second = n[1];
  switch (fault) {
    case 'missing':
      return said(varied, pick(rules, second), () => null);
    case 'wrong':
      return said(varied, pick(formedOf(rules), second), badValue);
    case 'early':
      return said(varied, rules.find(isPast), () => dayOf(model.now + 5 * 86_400));
    case 'papers':
      return { ...varied, papers: deed.birth === undefined ? [] : varied.papers.filter(() => second % 2 === 1) };
    case 'stale':
      return said(
        varied,
        rules.find(({ name }) => /expir/i.test(name)),
        () => dayOf(model.now - 5 * 86_400),
      );
    case 'stranger':
      return byAnother(stage, varied, pick(country.parties, second) ?? deed.by);
    case 'impostor': {
      const { holder = deed.by.firm.id, ...own } = varied;
      const serves = KEEPS.includes(deed.step) && !endsGoods(deed.step, country.pack);
      const others = country.parties.filter(({ role }) => country.pack.steps[deed.step]?.roles.includes(role) !== true);
      return byAnother(stage, { ...own, ...(serves ? { holder } : {}) }, pick(others, second) ?? deed.by);
    }
    case 'astray':
      return deed.to === undefined ? varied : { ...varied, to: pick(country.parties, second) ?? deed.to };
    case 'more':
      return { ...varied, ...enlarged(stage, deed) };
    case 'late':
      return { ...varied, ...told(stage, deed, n) };
    case 'old':
      return { ...varied, at: model.now - model.pack.maxAge - 1 - (second % 5000) };
    case 'bulk':
      return deed.birth === undefined ? varied : { ...varied, birth: { ...deed.birth, units: [] } };
    default:
      return varied;
  }
}

/** What others may do for whoever has the goods. */
const KEEPS: readonly Step[] = ['storing', 'holding', 'sensor_reporting', 'inspecting', 'maintaining', 'repairing'];

export function formedOf(rules: readonly FieldRule[]): readonly FieldRule[] {
  return rules.filter((each) => badValue(each) !== undefined);
}

function isPast({ name, form }: FieldRule): boolean {
  return form?.is === 'day' && !/expir|due/i.test(name);
}

function said(
  deed: Deed,
  rule: FieldRule | undefined,
  value: (rule: FieldRule) => Deed['fields'][string] | undefined,
): Deed {
  const told = rule === undefined ? undefined : value(rule);
  return rule === undefined || told === undefined ? deed : { ...deed, fields: { ...deed.fields, [rule.name]: told } };
}

/** What somebody else does to what is its own is about its own part of a lot, where it has one. */
function byAnother({ model }: Stage, deed: Deed, by: Deed['by']): Deed {
  const isOwn = deed.holder === undefined && deed.shipment === undefined && deed.box === undefined;
  const parcels = deed.parcels.map((each) => {
    const own = isOwn && each.unit === undefined ? model.stock(by.firm.id, each.lot) : undefined;
    return own ?? each;
  });
  return inPerson({ ...deed, by, parcels });
}

/** Nobody needs to be named as the holder of what is one's own. */
function inPerson({ holder, ...deed }: Deed): Deed {
  return holder === undefined || holder === deed.by.firm.id ? deed : { ...deed, holder };
}

/** Later than it should be, and not too late: where it can be, after what it builds on. */
function told({ model }: Stage, deed: Deed, [, second]: Attempt['n']): Pick<Deed, 'at'> {
  const latest = model.now - (dueOf(model, deed) - timeOf(model, deed)) - 1;
  const earliest = Math.max(builtUpon(model, deed), model.now - model.pack.maxAge);
  return { at: earliest <= latest ? earliest + (second % (latest - earliest + 1)) : latest - (second % 5000) };
}

/** More than there is, than may come of it, than the quota has. */
function enlarged({ country }: Stage, { birth, quantity, step, parcels }: Deed): Partial<Deed> {
  if (birth !== undefined && step === 'transforming') {
    const most = BigInt(country.pack.steps.transforming?.yield?.most ?? 1_000_000);
    return { birth: { ...birth, quantity: (quantity * most) / 1_000_000n + 1_000_000n } };
  }
  if (birth !== undefined) return birth.units.length > 0 ? {} : { birth: { ...birth, quantity: 90_000_000n } };
  return parcels[0]?.unit === undefined ? { quantity: quantity + 1_000_000n } : {};
}

/** Parts of lots, lent goods, carriers, reports of heat. */
function vary({ country }: Stage, deed: Deed, [, , third, fourth]: Attempt['n']): Deed {
  const [parcel] = deed.parcels;
  const splits =
    parcel !== undefined && parcel.unit === undefined && deed.birth === undefined && deed.quantity > 2_000_000n;
  const half = (deed.quantity / 2_000_000n) * 1_000_000n || 1_000_000n;
  const carrier = country.parties.find(({ role }) => role === 'carrier');
  return {
    ...deed,
    ...(splits && third % 3 === 0 ? { quantity: half } : {}),
    ...(deed.step === 'shipping' && deed.box === undefined && fourth % 4 === 0 ? { keepsOwner: true } : {}),
    ...(deed.step === 'shipping' && carrier !== undefined && fourth % 4 > 0 ? { carrier } : {}),
    ...(deed.readings !== undefined && fourth % 3 === 0
      ? { readings: [{ type: 'Temperature', uom: 'CEL', value: '41' }] }
      : {}),
  };
}

/** The licences by which a party of a deed fulfils one of its rules. */
export function licencesFor({ country, model }: Stage, deed: Deed, nth: number): readonly Licence[] {
  const { licences = [], inputs } = country.pack.steps[deed.step] ?? {};
  const rule = pick([...licences, ...(inputs?.licences ?? [])], nth);
  const party = rule?.of === 'to' ? deed.to : deed.by;
  if (rule?.for !== undefined && party !== undefined && !rule.for.includes(party.role)) return [];
  return model.licences.filter(
    (each) => each.holder === party?.firm.id && each.type === rule?.type && each.status === 'valid',
  );
}
