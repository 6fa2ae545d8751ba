import { documentId, receiving, shipping } from '@suyuan/client';
import { entryRef, type SignedDocument } from '@suyuan/domain';
import { sha256 } from './node-signer.js';
import { sign, type Trade, type World } from './world.js';

/** Goods change hands: what the sender signs, and what the receiver signs once the first is recorded. */
export interface HandOff {
  readonly ship: SignedDocument;
  readonly receive: SignedDocument;
}

const KILOGRAM = { quantity: '1', uom: 'KGM' } as const;

/** Hand-offs of a world's lots, a lot after the other, so that many can be under way without touching the same stock. */
export class HandOffs {
  #next = 0;

  constructor(
    readonly world: World,
    readonly aud: string,
    /** Events a document, each of another lot as long as there are any. */
    readonly events = 1,
  ) {}

  async make(count: number): Promise<HandOff[]> {
    const made: HandOff[] = [];
    for (let i = 0; i < count; i++) made.push(await this.#one());
    return made;
  }

  async #one(): Promise<HandOff> {
    const { trades } = this.world;
    const turn = this.#next++;
    const trade = trades[turn % trades.length];
    if (trade === undefined) throw new RangeError('a world without trades');
    const from = Math.floor(turn / trades.length) * this.events;
    const lots = Array.from({ length: this.events }, (_, i) => trade.lots[(from + i) % trade.lots.length] ?? '');
    return handOff(trade, lots, this.aud);
  }
}

async function handOff({ producer, distributor }: Trade, lots: readonly string[], aud: string): Promise<HandOff> {
  const at = new Date();
  const parties = { from: producer.participant, to: distributor.participant };
  const lines = lots.map((lot) => [{ lot, ...KILOGRAM }]);
  const shipments = lines.map((each) => shipping({ at, lines: each, ...parties }));
  const ship = await sign('events', shipments, aud, producer);
  const id = documentId(ship, sha256);
  const receipts = lines.map((each, i) => receiving({ at, lines: each, shipment: entryRef(id, i), ...parties }));
  return { ship, receive: await sign('events', receipts, aud, distributor) };
}
