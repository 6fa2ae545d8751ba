import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { traceContract } from '@suyuan/chaincode';
import { documentId } from '@suyuan/client';
import { entryRef, type DocumentsAnswer, type EntryRef, type Problem, type SignedDocument } from '@suyuan/domain';
import { startEmbedded, type Embedded } from '@suyuan/embedded';
import { connectLedger, readConnection, startGateway, type Ledger, type RunningGateway } from '@suyuan/gateway';
import { World } from './world.js';

/**
 * A peer that has the beginning of the ledger alone, as one has that was away, with a gateway over it. How many blocks
 * the peers have that were not is what the whole ledger has.
 */
class Laggard {
  #peer: Embedded | undefined;
  #gateway: RunningGateway | undefined;
  #port = 0;

  constructor(
    readonly world: World,
    readonly folder = join(world.folder, 'late'),
  ) {}

  /** Takes the ledger as it stands on disk, in place of what it had. */
  async copy(): Promise<void> {
    await this.#peer?.stop();
    await this.world.embedded.stop();
    await rm(this.folder, { recursive: true, force: true });
    await cp(join(this.world.folder, 'ledger'), this.folder, { recursive: true });
    await this.world.startLedger();
    let genesis = '';
    const regulator = this.world.cast.regulator.thumbprint;
    this.#peer = await startEmbedded({
      data: this.folder,
      port: this.#port,
      contracts: [traceContract(() => ({ regulator, genesis }))],
      onGenesis: (hash) => (genesis = hash),
    });
    this.#port = this.#peer.port;
  }

  async serve(patience: number): Promise<void> {
    await this.#gateway?.close();
    const connection = await readConnection(join(this.folder, 'connection.json'));
    this.#gateway = await startGateway({
      data: join(this.world.folder, 'late-gateway'),
      ledger: (parts) => knowing(connectLedger({ ...connection, ...parts }), () => this.world.embedded.height),
      patience,
    });
    const { url } = this.#gateway;
    await this.world.until(async () => (await fetch(`${url}/health/ready`)).status === 200);
  }

  async post(
    body: unknown,
    query = '',
  ): Promise<{ status: number; headers: Headers; json: DocumentsAnswer & Problem }> {
    const response = await fetch(`${this.#gateway?.url ?? ''}/api/v1/documents${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const json = (await response.json()) as DocumentsAnswer & Problem;
    return { status: response.status, headers: response.headers, json };
  }

  async stop(): Promise<void> {
    await this.#gateway?.close();
    await this.#peer?.stop();
  }
}

/** A ledger's client, whose peer has neighbours. */
function knowing(ledger: Ledger, height: () => number): Ledger {
  return {
    submit: (document, read) => ledger.submit(document, read),
    check: (documents) => ledger.check(documents),
    evaluate: (name, ...args) => ledger.evaluate(name, ...args),
    blocks: (from, signal) => ledger.blocks(from, signal),
    height: async (organisation) => Math.max(height(), await ledger.height(organisation)),
    close: () => ledger.close(),
  };
}

describe('gateway: over a peer that has yet to catch up', function () {
  this.timeout(40_000);
  let world: World;
  let late: Laggard;
  let receipt: SignedDocument;

  const receiving = (shipment: EntryRef) =>
    world.sign('events', world.cast.distributor, [world.receivingOf(shipment, 'A1', '10')]);

  before(async () => {
    world = await World.start();
    await world.populate();
    await world.commission('A1', '1000');
    late = new Laggard(world);
    await late.copy();
    const { grower, distributor } = world.cast;
    const ship = await world.sign('events', grower, [world.shippingOf('A1', '10', grower, distributor)]);
    await world.until(async () => (await world.post(ship)).status === 200);
    receipt = await receiving(entryRef(documentId(ship), 0));
  });
  after(async () => {
    await late.stop();
    await world.stop();
  });

  it('does not refuse what the others know: it says when to come back', async () => {
    await late.serve(200);
    const { status, headers, json } = await late.post(receipt);
    expect([status, json.code]).to.deep.equal([503, 'LEDGER_BEHIND']);
    expect(json.facts).to.have.property('highest', world.embedded.height);
    expect(Number(headers.get('retry-after'))).to.be.above(0);
    expect(json.results.map((result) => result.status)).to.deep.equal(['unavailable']);
    expect((await late.post(receipt, '?check=true')).json.code).to.equal('LEDGER_BEHIND');
  });

  it('still says what is wrong with a document whatever the ledger holds, and takes what it can judge', async () => {
    const { grower, distributor } = world.cast;
    const bad = { ...world.shippingOf('A1', '1', grower, distributor), bizStep: 'picking' };
    const refused = await late.post(await world.sign('events', grower, [bad]));
    expect([refused.status, refused.json.code]).to.deep.equal([422, 'STEP_UNSUPPORTED']);
    const fine = await world.sign('events', grower, [world.shippingOf('A1', '1', grower, distributor)]);
    expect((await late.post(fine, '?check=true')).json.results[0]?.status).to.equal('acceptable');
  });

  it('takes it when the peer has caught up while somebody waits, and refuses for good what is wrong then', async () => {
    await late.serve(20_000);
    const nowhere = await receiving(entryRef(documentId(receipt), 0));
    const answers = [late.post(receipt), late.post(nowhere)];
    await new Promise((resolve) => setTimeout(resolve, 300));
    await late.copy();
    const [taken, refused] = await Promise.all(answers);
    expect(taken?.json.results.map((result) => result.status)).to.deep.equal(['accepted']);
    expect([refused?.status, refused?.json.code]).to.deep.equal([422, 'SHIPMENT_UNKNOWN']);
  });
});
