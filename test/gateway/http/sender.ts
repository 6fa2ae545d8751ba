import { createHash } from 'node:crypto';
import type { Signer } from '@suyuan/client';
import { compactJws, documentInput, encodeEntry, utf8, type JsonObject, type SignedDocument } from '@suyuan/domain';
import { World } from './world.js';

/** A grower with lots and a delivery on its way, and what is signed of them, well and badly. */
export class Sender {
  #sent = 0;

  private constructor(
    readonly world: World,
    /** Of ten kilograms of the lot A1, to the distributor. */
    readonly shipment: string,
  ) {}

  static async start(): Promise<Sender> {
    const world = await World.start();
    await world.populate();
    const { grower, distributor } = world.cast;
    for (const lot of ['A1', 'B2', 'RACE']) await world.commission(lot, '100');
    return new Sender(world, await world.send('events', grower, world.shippingOf('A1', '10', grower, distributor)));
  }

  get cast(): World['cast'] {
    return this.world.cast;
  }

  /** A good document of its own, to travel with bad ones. */
  good(): Promise<SignedDocument> {
    const { grower, distributor } = this.cast;
    const quantity = `0.${String(++this.#sent).padStart(3, '0')}`;
    return this.events(grower, this.world.shippingOf('B2', quantity, grower, distributor));
  }

  events(signer: Signer, ...values: (JsonObject | string)[]): Promise<SignedDocument> {
    return this.world.sign('events', signer, values);
  }

  /** The event of a shipment, with a quantity that need not be one. */
  ship(quantity: string): string {
    const { grower, distributor } = this.cast;
    const text = JSON.stringify(this.world.shippingOf('A1', '1', grower, distributor), (_, value: unknown) => value);
    return text.replace(/"quantity":(1|\{[^}]*\})/, `"quantity":${quantity}`);
  }

  /** An entry that no well-meaning signer would make. */
  async rawEntry(json: string): Promise<SignedDocument> {
    const { grower } = this.cast;
    const entries = [encodeEntry(json, new Uint8Array(16))];
    const iat = Math.floor(Date.now() / 1000);
    const claims = { aud: this.world.aud, iat, exp: iat + 3600 };
    const input = documentInput('events', grower.kid, claims, entries, (bytes) =>
      createHash('sha256').update(bytes).digest(),
    );
    return { jws: compactJws(input, await grower.sign(utf8(input))), entries };
  }
}
