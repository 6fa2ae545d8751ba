import { type CategoryPack, type Role } from '@suyuan/domain';
import { licence, product, publication, quota } from '@suyuan/client';
import { creditCode, Firm } from '../../support/firm.js';
import { accreditation, GTIN, PREFIX, World } from '../../support/world.js';
import { codeOf } from './values.js';
import type { Licence, Party } from './terms.js';

/** Everybody whom a pack names, one firm a role, and a second maker, under the pack as it is; and what they are granted. */
export interface Country {
  readonly pack: CategoryPack;
  readonly world: World;
  readonly parties: readonly Party[];
  readonly licences: readonly Licence[];
  /** Millionths of grams of each substance a year. */
  readonly quota: bigint;
}

/** Three years on: what is granted at first ends within a long history. */
export const LICENSED_UNTIL = '2027-09-30';
const QUOTA_GRAMS = 40_000;

export function settle(pack: CategoryPack): Country {
  const world = World.empty();
  const { regulator } = world;
  world.must(regulator, 'category', [publication(pack)]);
  const roles = new Set(Object.values(pack.steps).flatMap(({ roles: own, to = [] }) => [...own, ...to]));
  for (const { issuers } of Object.values(pack.certificates)) for (const role of issuers) roles.add(role);
  roles.delete('regulator');
  const rival = pack.steps.commissioning?.roles[0] ?? 'producer';
  const parties: Party[] = [...roles, rival].map((role, i) => ({
    role,
    firm: new Firm(creditCode(100 + i)),
    gtin: gtinOf(i),
  }));
  parties.forEach(({ role, firm }, i) => {
    world.must(regulator, 'participant', [world.entry(firm, role, [role], [companyPrefix(i)])]);
  });
  for (const { role, firm } of parties) {
    const scopes = Object.entries(pack.certificates).flatMap(([type, { issuers }]) =>
      issuers.includes(role) ? [type] : [],
    );
    if (role === 'laboratory' && scopes.length > 0) {
      world.must(regulator, 'licence', [
        { ...accreditation(firm.id, scopes), categories: [pack.id], until: '2099-12-31' },
      ]);
    }
  }
  const licences = parties.flatMap((party) => licencesFor(pack, party).map((each) => grant(world, pack, each)));
  for (const party of parties.filter(({ role }) => isMaker(pack, role))) register(world, pack, party);
  const makers = parties.filter(({ role }) =>
    pack.balance?.quota?.some((step) => pack.steps[step]?.roles.includes(role)),
  );
  for (const { firm } of makers) {
    const form = pack.steps.commissioning?.fields?.find(({ name }) => name === pack.balance?.substance)?.form;
    for (const substance of form?.is === 'one_of' ? form.values.slice(0, 2) : []) {
      for (const period of ['2026', '2027', '2028']) {
        const amount = String(QUOTA_GRAMS);
        const grant = { participant: firm.id, category: pack.id, substance, period, amount, uom: 'GRM' };
        world.must(regulator, 'quota', [quota(grant)]);
      }
    }
  }
  return {
    pack,
    world,
    parties: [...parties, { role: 'regulator', firm: regulator, gtin: '' }],
    licences,
    quota: BigInt(QUOTA_GRAMS) * 1_000_000n,
  };
}

/** The same country with a ledger of its own. */
export function copyOf(country: Country): Country {
  return { ...country, world: country.world.copy(), licences: country.licences.map((each) => ({ ...each })) };
}

export function isMaker({ steps }: CategoryPack, role: Role): boolean {
  return steps.commissioning?.roles.includes(role) === true || steps.transforming?.roles.includes(role) === true;
}

/** Scopes that any rule could ask for. */
export function scopesOf(pack: CategoryPack, type: string): string[] {
  const rules = Object.values(pack.steps).flatMap(({ licences = [] }) => licences.filter((each) => each.type === type));
  const bySubstance = rules.some(({ scope }) => scope !== undefined);
  return [
    ...new Set([
      ...rules.flatMap(({ includes }) => includes ?? []),
      ...(bySubstance ? [codeOf('cas', 0), codeOf('cas', 1)] : []),
    ]),
  ];
}

function licencesFor(
  pack: CategoryPack,
  { firm, role }: Party,
): { holder: string; type: string; number: string; scopes: string[] }[] {
  const types = new Set(
    Object.values(pack.steps).flatMap(({ licences = [], roles, to = [] }) =>
      licences.flatMap(({ type, of, for: only }) =>
        (only ?? (of === 'signer' ? roles : to)).includes(role) ? [type] : [],
      ),
    ),
  );
  return [...types].map((type) => ({
    holder: firm.id,
    type,
    number: numberOf(pack, type, 0),
    scopes: scopesOf(pack, type),
  }));
}

/** In the form of its scheme, where the pack names one. */
export function numberOf({ licences = {} }: CategoryPack, type: string, nth: number): string {
  const { scheme } = licences[type] ?? {};
  return scheme === undefined ? `${type}-${nth}` : codeOf(scheme, nth);
}

export function grant(
  world: World,
  pack: CategoryPack,
  own: { holder: string; type: string; number: string; scopes: readonly string[] },
): Licence {
  const { holder, type, number, scopes } = own;
  const until = LICENSED_UNTIL;
  world.must(world.regulator, 'licence', [
    licence({
      ...{ participant: holder, type, number, categories: [pack.id], from: '2026-01-01', until, authority: '局' },
      ...(scopes.length === 0 ? {} : { scopes }),
    }),
  ]);
  return { ...own, until: Date.parse(`${until}T23:59:59+08:00`) / 1000, status: 'valid', pauses: [] };
}

function register(world: World, pack: CategoryPack, { firm, gtin }: Party): void {
  const field = pack.registeredProducts?.approval;
  if (field === undefined) return;
  const form = pack.steps.commissioning?.fields?.find(({ name }) => name === field)?.form;
  const approval =
    form?.is === 'identifier' ? codeOf(form.scheme) : form?.is === 'text' ? textOf(form.pattern) : '某某';
  world.must(world.regulator, 'product', [
    product({ gtin, name: { zh: '货物' }, category: pack.id, maker: firm.id, approval }),
  ]);
}

function textOf(pattern: readonly { readonly of: string; readonly least: number }[]): string {
  return pattern.map(({ of, least }) => (of[0] ?? '').repeat(Math.max(1, least))).join('');
}

/** A prefix of its own for every firm. */
export function companyPrefix(index: number): string {
  return index === 0 ? PREFIX : `69${String(40_000 + index)}`;
}

function gtinOf(index: number): string {
  if (index === 0) return GTIN;
  const body = `0${companyPrefix(index)}00001`.slice(0, 13);
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
