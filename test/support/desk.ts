import { expect } from 'chai';
import {
  indexIn,
  isTaken,
  keys,
  parseHead,
  unitOfPath,
  type ContainerRecord,
  type ContentsRecord,
  type HoldingRecord,
  type Inside,
  type JsonObject,
  type MarkRecord,
  type SignedDocument,
  type SignedWitness,
  type TakenRecord,
  type TraceError,
  type UnitRecord,
  type UnitSetRecord,
} from '@suyuan/domain';
import { errorDeclaration } from '@suyuan/client';
import { sha256, type Firm } from './firm.js';
import { pages, sets, unit, UNIT_PACK, UnitWorld } from './unit-world.js';
import { GTIN } from './world.js';

export const BULK = `01/${GTIN}/10/Q1`;

/** So much of the lot that is there by weight. */
export function bulk(quantity: string) {
  return { lot: BULK, quantity, uom: 'KGM' };
}

/** Sends events one by one, and says of them that they are wrong. */
export class Desk {
  readonly units: UnitWorld;
  /** Documents that commission, and that pack: where units that have no key of their own are found. */
  readonly births: string[] = [];
  readonly packings: string[] = [];

  constructor(pack = UNIT_PACK) {
    this.units = new UnitWorld(pack);
    this.births.push(this.units.commission(['A01', 'A02', 'A03', 'A04']));
    this.units.release('Q1');
    const birth = this.units.world.birth(BULK, '100', 'Q1');
    const ilmd = { ...(birth['ilmd'] as object), 'suyuan:category': 'drug', 'cbvmda:itemExpirationDate': '2028-11-01' };
    this.units.must(this.units.maker, [{ ...birth, ilmd }]);
  }

  witness(): SignedWitness {
    return { ...sets(...this.births), ...pages(...this.packings) };
  }

  /** Undefined where it is refused. */
  try(firm: Firm, event: JsonObject): SignedDocument | undefined {
    const document = this.units.world.document(firm, 'events', [event]);
    if (this.units.capture(document, this.witness()).length > 0) return undefined;
    if (event['bizStep'] === 'packing') this.packings.push(idOf(document));
    if (event['bizStep'] === 'commissioning') this.births.push(idOf(document));
    return document;
  }

  send(firm: Firm, event: JsonObject): SignedDocument {
    return this.try(firm, event) ?? expect.fail(`refused: ${this.units.codes(firm, [event], this.witness()).join()}`);
  }

  /** What comes of declaring a document's event wrong. */
  declare(firm: Firm, document: SignedDocument): readonly TraceError[] {
    const { event, witness } = errorDeclaration(document, 0, { reason: 'incorrect_data', at: this.units.now });
    const declared = this.units.world.document(firm, 'events', [event]);
    return this.units.capture(declared, { ...this.witness(), ...witness });
  }

  wrong(firm: Firm, document: SignedDocument): string[] {
    return this.declare(firm, document).map(({ code }) => code);
  }

  /** Key and value of the mark of its event. */
  mark(document: SignedDocument): readonly [key: string, MarkRecord] {
    const [name, mark] =
      this.all<MarkRecord>('event/').find(([, { by }]) => by === `${idOf(document)}#0`) ?? expect.fail('no mark');
    return [`event/${name}`, mark];
  }

  all<T>(prefix: string): [string, T][] {
    return [...this.units.world.state]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, json]) => [key.slice(prefix.length), JSON.parse(json) as T]);
  }

  /** Where everything is and how it stands, as the ledger would find it: what a correction must restore. */
  view(): object {
    const { world } = this.units;
    const use = ({ container, use: number }: Inside): ContainerRecord | undefined => {
      const current = this.units.container(container);
      return current?.use === number ? current : world.record(keys.containerUse(container, number));
    };
    const where = ({ holder, inside, transit }: Pick<UnitRecord, 'holder' | 'inside' | 'transit'>): object => {
      const box = inside === undefined ? undefined : use(inside);
      if (box?.opened !== undefined) return { holder: box.holder };
      return inside === undefined ? { holder, transit } : { inside };
    };
    const units = ['A01', 'A02', 'A03', 'A04'].map((serial) => {
      const own = world.record(keys.unit(unit(serial)));
      if (own !== undefined) return { ...where(own), standing: own.standing, ended: own.ended, attached: own.attached };
      const { product = '' } = unitOfPath(unit(serial)) ?? {};
      for (const [name, set] of this.all<UnitSetRecord>('set/')) {
        const index = indexIn(set.serials, serial);
        const taken = world.record<TakenRecord>(`taken/${name}`);
        if (set.product === product && index !== undefined && set.undone === undefined && !isTaken(taken, index)) {
          return { ...where({ holder: set.maker }), standing: {} };
        }
      }
      const [page] = this.all<ContentsRecord>('contents/').flatMap(([, each]) => {
        const lists = each.units.some((group) => indexIn(group.serials, serial) !== undefined);
        return lists && each.undone === undefined ? [each] : [];
      });
      return page === undefined
        ? 'lost'
        : { ...where({ holder: '', inside: { container: page.container, use: page.use } }), standing: {} };
    });
    const boxes = this.all<ContainerRecord>('container/')
      .filter(([, { unmade }]) => unmade === undefined)
      // An earlier use of a crate is the same under whichever key it is kept.
      .map(([, box]) => [
        box.container,
        {
          ...where(box),
          use: box.use,
          standing: box.standing,
          lots: box.lots,
          goods: box.goods ?? [],
          opened: box.opened,
        },
      ]);
    const holdings = this.all<HoldingRecord>('holding/').map(([name, { last: _, before: __, ...rest }]) => [
      name,
      rest,
    ]);
    const shipments = this.all<{ status: string }>('shipment/').filter(([, { status }]) => status === 'in_transit');
    const found = {
      units,
      boxes,
      holdings: holdings.filter(([, held]) => (held as HoldingRecord).quantity !== '0'),
      shipments,
    };
    // Without members that are undefined.
    return JSON.parse(JSON.stringify(found)) as object;
  }
}

export function idOf({ jws }: SignedDocument): string {
  return parseHead(jws, sha256).id;
}
