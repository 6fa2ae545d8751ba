import { expect } from 'chai';
import {
  certificate,
  errorDeclaration,
  publication,
  receiving,
  shipping,
  unitCommissioning,
  type Signer,
} from '@suyuan/client';
import { gs1CheckDigit, type CategoryPack, type ItemAnswer, type JsonObject } from '@suyuan/domain';
import { UNIT_PACK } from '../../support/unit-world.js';
import { lotPath, World } from './world.js';

/** Codes under the grower's prefix. */
const GTIN = lotPath('x').slice(3, 17);
export const PRODUCT = { zh: '阿莫西林胶囊' };

export function unit(serial: string): string {
  return `01/${GTIN}/21/${serial}`;
}

export function sscc(number: number): string {
  const head = `0690123456${String(number).padStart(7, '0')}`;
  return `00/${head}${gs1CheckDigit(head)}`;
}

/** The world of an apple's way, where the grower makes capsules too, that are traced piece by piece. */
export class Capsules {
  private constructor(readonly world: World) {}

  static async start(pack: CategoryPack = UNIT_PACK): Promise<Capsules> {
    const world = await World.start();
    await world.populate();
    await world.send('category', world.cast.regulator, publication(pack));
    return new Capsules(world);
  }

  /** What it takes to ship units of these batches. */
  async release(...batches: string[]): Promise<void> {
    for (const batch of batches) {
      const about = { type: 'release', number: batch, category: 'drug', lots: [lotPath(batch)] };
      await this.world.send(
        'certificate',
        this.world.cast.grower,
        certificate({ ...about, issued: '2026-10-21', result: 'pass' }),
      );
    }
  }

  /** By which units of a batch come to be. */
  birth(batch: string, serials: readonly string[], expiry = '2028-11-01'): JsonObject {
    return unitCommissioning({
      ...{ at: new Date(), units: serials.map(unit), category: 'drug', product: PRODUCT, batch },
      certificates: [{ issuer: this.world.cast.grower.participant, number: batch }],
      ilmd: { 'cbvmda:itemExpirationDate': expiry },
    });
  }

  /** Shipped, and received whole. */
  async handOver(from: Signer, to: Signer, ...goods: string[]): Promise<void> {
    const event = shipping({ at: new Date(), from: from.participant, to: to.participant, goods });
    const id = await this.world.send('events', from, event);
    await this.world.send('events', to, receiving({ at: new Date(), shipment: `${id}#0`, goods }));
  }

  /** Something done, and declared wrong once `between` is over. */
  async regret(by: Signer, done: JsonObject, between?: () => Promise<void>): Promise<void> {
    const document = await this.world.sign('events', by, [done]);
    expect((await this.world.post(document)).status).to.equal(200);
    await between?.();
    const { event, witness } = errorDeclaration(document, 0, { reason: 'incorrect_data' });
    const answer = await this.world.post({ ...(await this.world.sign('events', by, [event])), witness });
    expect(answer.status, answer.text).to.equal(200);
  }

  async show(path: string): Promise<ItemAnswer> {
    const answer = await this.world.get(`/api/v1/items/${path}`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as ItemAnswer;
  }
}
