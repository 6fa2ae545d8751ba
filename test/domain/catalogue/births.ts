import { formatQuantity, readQuantity, type CategoryPack, type Step } from '@suyuan/domain';
import { GTIN } from '../../support/world.js';
import { isMaker } from './country.js';
import type { Stage } from './stage.js';
import type { Birth, Certificate, Deed, Party } from './terms.js';
import { fieldsFor } from './candidates.js';

/** What may come into being at its makers: lots, or units with the codes of the category. */
export function births(stage: Stage, most: number): Deed[] {
  const { country, model } = stage;
  const { steps } = country.pack;
  if (model.lots.length >= most) return [];
  const makers = country.parties.filter(({ role }) => steps.commissioning?.roles.includes(role));
  return makers.map((by) => {
    const number = stage.next();
    const birth = newGoods(country.pack, by, '20', number);
    const papers = vouch(stage, by, birth.path, 'commissioning', number);
    const fields = fieldsFor(stage, { step: 'commissioning' }, number);
    return { step: 'commissioning', by, parcels: [], quantity: 0n, fields, papers, birth };
  });
}

/** What goods in stock may be worked into: half as much. */
export function workings(stage: Stage, base: Deed, most: number): Deed[] {
  const { country, model } = stage;
  const { pack } = country;
  const [parcel] = base.parcels;
  if (model.lots.length >= most + 3 || !isMaker(pack, base.by.role) || parcel === undefined) return [];
  const half = base.quantity / 2n;
  const number = stage.next();
  const birth = { ...newGoods(pack, base.by, formatQuantity(half === 0n ? 1n : half), number), uom: parcel.lot.uom };
  const papers = vouch(stage, base.by, birth.path, 'transforming', number);
  const substance =
    parcel.lot.balance === undefined || pack.balance === undefined
      ? {}
      : { [pack.balance.substance]: parcel.lot.balance.substance };
  return [{ ...base, birth, papers, fields: { ...base.fields, ...substance } }];
}

function newGoods(pack: CategoryPack, { gtin }: Party, quantity: string, number: number): Birth {
  const path = `01/${gtin}/10/L${number}`;
  const bulk = pack.units.filter((uom) => uom !== 'H87');
  if (pack.granularity === 'unit' && (bulk.length === 0 || number % 4 !== 0)) {
    const units = [1, 2, 3].map((i) => unitName(pack, gtin, number * 10 + i));
    return { path, gtin, uom: 'H87', quantity: 3_000_000n, units };
  }
  const uom = (pack.granularity === 'unit' ? bulk[0] : pack.units[0]) ?? 'KGM';
  return { path, gtin, uom, quantity: readQuantity(quantity), units: [] };
}

/**
 * Certificates that the maker alone may issue stand before the lot does: those that its birth takes, others of every second
 * lot. They are planned here, and issued when the deed is done.
 */
function vouch({ country, model, next }: Stage, by: Party, path: string, step: Step, number: number): Certificate[] {
  const { certificates, steps } = country.pack;
  return Object.entries(certificates).flatMap(([type, { issuers }]) => {
    const asked = steps[step]?.certificates?.some((each) => each.type === type) === true;
    if (!isOwn(country.pack, type) || !issuers.includes(by.role) || !(asked || number % 2 === 0)) return [];
    const said = { type, path, lot: undefined, result: 'pass' as const, issued: model.now, until: undefined };
    return [{ ...said, issuer: by.firm.id, number: `N${next()}`, roles: [by.role], revoked: false }];
  });
}

/** Whether a lot's maker alone issues certificates of the type. */
export function isOwn({ steps }: CategoryPack, type: string): boolean {
  return Object.values(steps).some(({ certificates = [] }) =>
    certificates.some((each) => each.type === type && each.issuer === 'maker'),
  );
}

/** Of national codes their scheme, what they begin with, and how many digits they have. */
const NATIONAL: Readonly<Record<string, readonly [scheme: string, head: string, digits: number]>> = {
  drug: ['drug-trace-code', '81384020000000', 20],
  pesticide: ['pesticide-code', '1260417101000000000000880000', 32],
  vetdrug: ['vet-drug-code', '202610204101330517', 24],
  elevator: ['equipment-code', '3110102562026', 17],
  cylinder: ['equipment-code', '2310104172026', 17],
};

/** National codes for the first maker's goods, where the category has one; GS1's for the others'. */
function unitName({ id }: CategoryPack, gtin: string, number: number): string {
  const [scheme, head, digits] = NATIONAL[id] ?? ['', '', 0];
  if (head === '' || gtin !== GTIN) return `01/${gtin}/21/S${number}`;
  return `code/${scheme}/${head}${String(number).padStart(digits - head.length, '0')}`;
}
