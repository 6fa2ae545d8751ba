import { expect } from 'chai';
import type { CategoryPack, PackExtension, Role } from '@suyuan/domain';
import {
  amendment,
  certificate,
  certificateRevocation,
  countersignature,
  extensionOf,
  licenceChange,
  licenceRenewal,
  withdrawalOf,
} from '@suyuan/client';
import { isOwn } from './births.js';
import { grant, numberOf, scopesOf } from './country.js';
import * as licences from './licences.js';
import { end } from './services.js';
import { count, pick, type Attempt, type Stage } from './stage.js';
import type { Certificate, Party, Pending } from './terms.js';
import { dayOf } from './values.js';

/* What happens beside the goods: papers, licences, law, second signatures. */

/** By whoever may, or anybody. */
export function certify(stage: Stage, n: Attempt['n'], result: 'pass' | 'fail'): void {
  const { country, model } = stage;
  const { pack, parties } = country;
  const [type, { issuers }] = pick(Object.entries(pack.certificates), n[0]) ?? ['', { issuers: [] as readonly Role[] }];
  const lot = pick(model.lots, n[1]);
  if (lot === undefined) return;
  const able = parties.filter(
    ({ role, firm }) => issuers.includes(role) && (!isOwn(pack, type) || lot.maker === firm.id),
  );
  const by = n[2] % 5 === 0 ? pick(parties, n[3]) : pick(able, n[3]);
  if (by !== undefined) issue(stage, by, { type, path: lot.path, result, number: `N${stage.next()}` });
}

/** The ledger must take it from whoever may issue it, of goods that it may speak of, and from nobody else. */
export function issue(
  { country: { world, pack }, model, coverage }: Stage,
  by: Party,
  { type, path, result, number }: Pick<Certificate, 'type' | 'path' | 'result' | 'number'>,
): void {
  const issued = dayOf(model.now);
  const validUntil = type === 'periodic' ? dayOf(model.now + 40 * 86_400) : undefined;
  const value = certificate({
    ...{ type, number, category: pack.id, lots: [path], result, issued },
    ...(validUntil === undefined ? {} : { validUntil }),
  });
  const lot = model.lots.find((each) => each.path === path);
  const own = isOwn(pack, type);
  const authority = ['inspector', 'customs', 'regulator'].includes(by.role);
  const held = lot?.single !== true && model.had.has(`${by.firm.id} ${path}`);
  const inHand = model.sampled.has(`${by.firm.id} ${path}`) || held || lot?.maker === by.firm.id;
  const lawful =
    pack.certificates[type]?.issuers.includes(by.role) === true &&
    (lot !== undefined || own) &&
    !(own && lot !== undefined && lot.maker !== by.firm.id) &&
    (result === 'pass' || authority || inHand);
  const codes = world.codes(world.document(by.firm, 'certificate', [value]));
  expect(codes.length === 0, `${pack.id}: ${type} ${result} by ${by.role}: ${codes.join()}`).to.equal(lawful);
  if (!lawful) {
    count(coverage.refused, `certificate: ${codes[0] ?? ''}`);
    return;
  }
  count(coverage.accepted, `certificate: ${result}`);
  const day = (text: string): number => Date.parse(`${text}T00:00:00+08:00`) / 1000;
  const until = validUntil === undefined ? undefined : day(validUntil) + 86_399;
  const said = { issuer: by.firm.id, number, type, roles: [by.role], lot, path, result };
  model.certificates.push({ ...said, issued: day(issued), until, revoked: false });
}

/** What failed is free again; what had vouched for goods stops them. */
export function revoke({ country: { world }, model }: Stage, n: Attempt['n']): void {
  const existing = model.certificates.filter(({ path }) => model.lots.some((lot) => lot.path === path));
  const open = existing.filter(({ revoked, result }) => !revoked && (result === 'fail' || n[1] % 4 === 0));
  const chosen = pick(open, n[0]);
  const by = chosen === undefined ? undefined : model.party(chosen.issuer);
  if (chosen === undefined || by === undefined) return;
  world.must(by.firm, 'certificate', [certificateRevocation(chosen.number, '复检')]);
  chosen.revoked = true;
}

const CHANGES = { suspend: licences.suspend, readmit: licences.readmit, revoke: licences.revoke };

/** Suspended, readmitted, renewed, or granted anew for less. */
export function license(stage: Stage, n: Attempt['n']): void {
  const { country, model, next } = stage;
  const { world, pack } = country;
  const chosen = pick(
    model.licences.filter(({ status }) => status !== 'revoked'),
    n[0],
  );
  if (chosen === undefined) return;
  const { holder, type, number } = chosen;
  const name = { participant: holder, type, number };
  const change = (action: keyof typeof CHANGES): void => {
    world.must(world.regulator, 'licence', [licenceChange(action, name, '监督检查')]);
    CHANGES[action](chosen, model.now);
  };
  if (chosen.status === 'suspended') change('readmit');
  else if (chosen.until < model.now) {
    const until = dayOf(model.now + 300 * 86_400);
    world.must(world.regulator, 'licence', [licenceRenewal(name, until)]);
    licences.renew(chosen, Date.parse(`${until}T23:59:59+08:00`) / 1000, model.now);
  } else if (n[1] % 3 === 0) change('suspend');
  else if (n[1] % 3 === 1 && pack.licences?.[type]?.scheme === undefined) {
    const scopes = scopesOf(pack, type);
    const fewer = scopes.slice(0, n[2] % Math.max(1, scopes.length));
    change('revoke');
    const anew = { holder, type, number: numberOf(pack, type, next()) };
    model.licences.push(grant(world, pack, { ...anew, scopes: chosen.scopes.length < scopes.length ? scopes : fewer }));
  }
}

/** A version above, which asks for a field more of goods that go and come; it may bind goods on their way at once. */
export function amend({ country, model }: Stage, n: Attempt['n']): void {
  const minor = Number(model.pack.version.split('.')[1]) + 1;
  if (minor > 3) return;
  const { world, pack } = country;
  const name = `suyuan:since${minor}`;
  const steps = { ...pack.steps };
  for (const step of ['shipping', 'receiving'] as const) {
    const rule = pack.steps[step];
    if (rule !== undefined) steps[step] = { ...rule, fields: [...(rule.fields ?? []), remark(name)] };
  }
  const inTransit = n[0] % 3 === 0 ? 'at_once' : 'as_shipped';
  const next: CategoryPack = { ...pack, steps, version: `1.${minor}.0`, inTransit };
  world.must(world.regulator, 'category', [amendment(model.pack.version, next)]);
  model.pack = next;
}

/** Of the province and of the city of all firms: each comes, goes, and comes again; both may be in force. */
export function extend({ country: { world, pack }, model, next }: Stage, n: Attempt['n']): void {
  const [id, division] = n[0] % 2 === 0 ? (['of-province', '370000'] as const) : (['of-city', '370600'] as const);
  const at = model.extensions.findIndex((each) => each.id === id);
  const known = model.extensions[at];
  if (known !== undefined) {
    if (n[1] % 3 > 0) return;
    world.must(world.regulator, 'category', [withdrawalOf(known, '不再适用')]);
    model.extensions.splice(at, 1);
    return;
  }
  const fields = [remark(`suyuan:${id}`)];
  const extension: PackExtension = {
    ...{ id, extends: pack.id, version: `1.0.${next()}`, division, names: { zh: '地方规定' } },
    ...{ inForce: { from: '2026-01-01' }, sources: [{ id: 'local', zh: '地方规定' }] },
    steps: { shipping: { fields }, receiving: { fields } },
  };
  world.must(world.regulator, 'category', [extensionOf(extension)]);
  model.extensions.push(extension);
}

function remark(name: string): { name: string; names: { zh: string }; disclosure: 'party' } {
  return { name, names: { zh: '备注' }, disclosure: 'party' };
}

/** Another's word for what waits for one: of the roles that may, once each. */
export function countersign({ country, model, coverage }: Stage, n: Attempt['n']): void {
  const { world, parties, pack } = country;
  const pending = pick(model.pendings, n[0]);
  const able = parties.filter(({ role }) => pending?.roles.includes(role));
  const by = n[1] % 5 === 0 ? pick(parties, n[2]) : pick(able, n[2]);
  if (pending === undefined || by === undefined) return;
  const name = pending.keeps ? by.firm.kid : by.firm.id;
  const last = pending.signed.length + 1 >= pending.needed;
  const may = !pending.done && !pending.signed.includes(name) && pending.roles.includes(by.role);
  const { parcel, holder } = pending;
  const isHere = parcel.unit !== undefined && model.at(parcel) === holder;
  const stock = isHere ? parcel : parcel.unit === undefined ? model.stock(holder, parcel.lot) : undefined;
  const lawful = may && (!last || isStill(pending, stock));
  const codes = world.codes(world.document(by.firm, 'countersignature', [countersignature(pending.ref)]));
  expect(codes.length === 0, `${pack.id}: signs ${pending.step} as ${by.role}: ${codes.join()}`).to.equal(lawful);
  if (!lawful) {
    count(coverage.refused, `countersignature: ${codes[0] ?? ''}`);
    return;
  }
  count(coverage.accepted, 'countersignature');
  pending.signed = [...pending.signed, name];
  pending.done = last;
  if (!last || stock === undefined) return;
  if (!pending.keeps) end(model, stock, pending.quantity, pending.holder);
  else if (stock.quantity === pending.quantity) stock.done = { ...stock.done, [pending.step]: pending.at };
}

/** What is to be ended is still there, as it was. */
function isStill({ quantity, state }: Pending, stock: Pending['parcel'] | undefined): boolean {
  return stock !== undefined && stock.quantity >= quantity && stock.state === state;
}
