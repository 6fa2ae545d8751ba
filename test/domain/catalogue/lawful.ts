import type { Json } from '@suyuan/domain';
import { fact } from './facts.js';
import { against, kept, type Case, type Matter } from './law.js';
import type { Model } from './model.js';
import type { Deed, Facts, Objection, Parcel, Rules } from './terms.js';

/** The pack's rules. What comes back to whoever sent it is taken in by no rule. */
export function lawful(model: Model, deed: Deed, rules: Rules): Objection[] {
  const { step, by, to, shipment } = deed;
  if (step === 'receiving' && shipment?.isReturn === true) return [];
  const back = step === 'returning' && shipment?.status === 'received';
  const field = (name: string): Json | undefined => said(deed, name);
  const about: Case = {
    ...{ step, signer: by, now: model.now, field, licences: model.licences },
    ...(to === undefined ? {} : { to }),
    ...(deed.at === undefined ? {} : { then: deed.at }),
  };
  const matters = model.goods(deed).map((parcel): Matter => matter(model, deed, parcel, about, back));
  const born = deed.birth === undefined ? [] : [newborn(model, deed, about)];
  if (step === 'transforming') return against(rules, about, born, matters);
  return against(rules, about, born.length > 0 ? born : matters);
}

/** What its event says under a name; of a birth what all of them say. */
function said({ fields, birth, step }: Deed, name: string): Json | undefined {
  const value = fields[name];
  if (value === null) return undefined;
  if (value !== undefined) return value;
  const always = birth !== undefined && (name === 'suyuan:category' || name === 'suyuan:product');
  return always || step === 'unpacking' ? 'x' : undefined;
}

/** Goods as the rules see them. */
function matter(model: Model, deed: Deed, parcel: Parcel, about: Case, back: boolean): Matter {
  const { step, shipment, papers } = deed;
  const { lot } = parcel;
  const travels = shipment !== undefined && step !== 'shipping' && !back;
  const state = travels
    ? parcel.unit === undefined && deed.box === undefined
      ? shipment.state
      : 'in_transit'
    : parcel.state;
  const owner =
    travels && step === 'receiving'
      ? (shipment.owner ?? deed.by.firm.id)
      : (parcel.owner ?? model.at(parcel) ?? boxHolder(model, parcel));
  const certificates = model.known([...lot.certificates, ...papers], lot);
  const facts: Facts = { ...lot.facts, ...parcel.facts };
  const quantity = parcel.unit === undefined && deed.box === undefined ? deed.quantity : parcel.quantity;
  return {
    maker: lot.maker,
    state: back ? undefined : state,
    certificates,
    fact: (name) => fact(model, name, { deed, about, state, owner, facts, certificates, done: parcel.done, quantity }),
  };
}

function boxHolder(model: Model, { place }: Parcel): string | undefined {
  return typeof place === 'object' && 'box' in place ? model.at(place.box) : undefined;
}

/** What only now comes into being. */
function newborn(model: Model, deed: Deed, about: Case): Matter {
  const { birth, by, papers, step } = deed;
  const state = model.rule(step)?.state ?? 'active';
  const facts = kept(model.rule(step)?.fields, about.field);
  const certificates = papers.filter(({ path }) => path === birth?.path);
  const given = {
    deed,
    about,
    state,
    owner: by.firm.id,
    facts,
    certificates,
    done: {},
    quantity: birth?.quantity ?? 0n,
  };
  return { maker: by.firm.id, state: undefined, certificates, fact: (name) => fact(model, name, given) };
}
