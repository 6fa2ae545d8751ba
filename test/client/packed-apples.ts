import { expect } from 'chai';
import {
  amendment,
  certificate,
  packing,
  receiving,
  shipping,
  signDocument,
  unpacking,
  verifyItem,
  type LotQuantity,
  type Packing,
  type Signer,
  type Story,
  type Verdict,
} from '@suyuan/client';
import { nodeHash } from '@suyuan/client/node';
import {
  gs1CheckDigit,
  type CategoryPack,
  type EntryRef,
  type ItemAnswer,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { PACK } from '../support/farm-produce.js';
import { failed } from './failed.js';
import { commission, gather, LOT, OTHER_LOT, type Cast } from './ledger/apples.js';

const roles = ['producer', 'distributor', 'retailer'] as const;

/** Produce that is packed, and handed over by anybody to anybody. */
const PACKED: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  states: { active: { zh: '库存' }, in_transit: { zh: '在途' } },
  steps: {
    ...PACK.steps,
    packing: { roles, from: ['active'] },
    unpacking: { roles },
    shipping: { ...PACK.steps.shipping, roles, to: roles },
    receiving: { roles, from: ['in_transit'] },
    returning: { roles },
    void_shipping: { roles },
  },
};

const sscc = (number: number): string => {
  const head = `0690123456${String(number).padStart(7, '0')}`;
  return `00/${head}${gs1CheckDigit(head)}`;
};
/** A crate that is used again. */
export const CRATE = `8003/0690123456789${gs1CheckDigit('690123456789')}7`;
export const [CARTON, OTHER_CARTON, PALLET] = [sscc(1), sscc(2), sscc(3)];

/** A grower's two lots, and what anybody packs of them, hands over, opens and regrets. */
export class PackedApples {
  private constructor(readonly cast: Cast) {}

  /** 100 kg of the one, 30 of the other. */
  static async begin(): Promise<PackedApples> {
    const cast = await gather();
    const { ledger, grower, regulator } = cast;
    await ledger.send('category', regulator, amendment(PACK.version, PACKED));
    const entry = {
      type: 'compliance',
      number: 'HG-1',
      category: 'agri',
      lots: [LOT, OTHER_LOT],
      issued: '2026-10-21',
    };
    await ledger.send('certificate', grower, certificate({ ...entry, result: 'pass' }));
    await ledger.send('events', grower, commission(ledger, grower, LOT, '100'));
    await ledger.send('events', grower, commission(ledger, grower, OTHER_LOT, '30'));
    return new PackedApples(cast);
  }

  at(): Date {
    return new Date(this.cast.ledger.now * 1000);
  }

  lines(quantity: string, lot = LOT): LotQuantity[] {
    return [{ lot, quantity, uom: 'KGM' }];
  }

  check(answer: ItemAnswer | ItemAnswer[], item = LOT): Promise<Verdict> {
    return verifyItem(answer, { item, pin: this.cast.regulator.thumbprint, now: this.cast.ledger.now });
  }

  /** What a device finds of the ledger's own answer: it must be good. */
  async good(item = LOT): Promise<Story> {
    const verdict = await this.check(this.cast.ledger.item(item), item);
    expect(failed(verdict)).to.deep.equal({});
    return verdict.story ?? expect.fail('no story');
  }

  event(by: Signer, event: JsonObject): Promise<string> {
    return this.cast.ledger.send('events', by, event);
  }

  put(by: Signer, container: string, what: Omit<Packing, 'at' | 'container'>): Promise<string> {
    return this.event(by, packing({ at: this.at(), container, ...what }));
  }

  take(by: Signer, container: string, what: Omit<Packing, 'at' | 'container'> = {}): Promise<string> {
    return this.event(by, unpacking({ at: this.at(), container, ...what }));
  }

  async send(from: Signer, to: Signer, goods: string[], loose = ''): Promise<EntryRef> {
    const parties = { from: from.participant, to: to.participant, goods };
    const id = await this.event(from, shipping({ at: this.at(), ...parties, ...this.#loose(loose) }));
    return `${id}#0`;
  }

  get(by: Signer, shipment: EntryRef, goods: string[], loose = ''): Promise<string> {
    return this.event(by, receiving({ at: this.at(), shipment, goods, ...this.#loose(loose) }));
  }

  #loose(quantity: string): { readonly lines?: LotQuantity[] } {
    return quantity === '' ? {} : { lines: this.lines(quantity) };
  }

  sign(by: Signer, event: JsonObject): Promise<SignedDocument> {
    const { aud, now } = this.cast.ledger;
    return signDocument('events', [event], { aud, signer: by, now, hash: nodeHash });
  }

  /** Sends it, and then says of it that it is wrong. */
  async sendAndRegret(by: Signer, event: JsonObject): Promise<void> {
    const { ledger } = this.cast;
    const signed = await this.sign(by, event);
    ledger.capture(signed);
    const errorDeclaration = { declarationTime: this.at().toISOString(), reason: 'incorrect_data' };
    const declared = await this.sign(by, { ...event, errorDeclaration });
    const entry = { jws: signed.jws, index: 0, entry: signed.entries[0] ?? '', path: [] };
    ledger.capture({ ...declared, witness: { entries: [entry] } });
  }

  /** Into what is shown, past the ledger's rules. */
  async slip(by: Signer, event: JsonObject): Promise<void> {
    this.cast.ledger.slip(await this.sign(by, event));
  }
}
