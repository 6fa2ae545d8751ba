import { expect } from 'chai';
import { readBlock } from '@suyuan/block';
import type { SignedDocument } from '@suyuan/domain';
import type { Ledger, Outcome } from '@suyuan/gateway';
import { Registry } from 'prom-client';
import { codeOf, committed, idOf, Orchard, recorded } from './orchard.js';

function statuses(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ status }) => status);
}

describe('gateway/ledger: over an embedded ledger', () => {
  let orchard: Orchard;
  let ledger: Ledger;

  before(async function () {
    this.timeout(20_000);
    orchard = await Orchard.start();
    ledger = await orchard.connect();
  });
  after(() => orchard.stop());

  it('records a document, and answers its repetition and its twin with what exists', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1);
    const ship = orchard.ship(lot);
    const first = await ledger.submit(ship);
    expect(first).to.include({ status: 'committed' });
    expect(await ledger.submit(ship)).to.deep.equal({ status: 'existing' });
    expect(await ledger.submit(malleable(ship))).to.deep.equal({ status: 'existing' });
  });

  it('refuses with every error, and writes nothing of it', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1, '5');
    const document = orchard.ship(lot, '6');
    const outcome = await ledger.submit(document);
    expect(outcome.status).to.equal('refused');
    expect(outcome).to.have.nested.property('errors[0].code', 'INSUFFICIENT_QUANTITY');
    expect(outcome).to.have.nested.property('errors[0].entry', 0);
    const block = await committed(ledger, orchard.ship(lot, '5'));
    expect((await recorded(ledger, block)).ids).not.to.include(idOf(document));
  });

  it('does not let refused documents harm those that travel with them, nor reach a block', async () => {
    const lots = await orchard.lots(ledger, 40, '1');
    const good = lots.map((lot) => orchard.ship(lot));
    const much = lots.slice(0, 10).map((lot) => orchard.ship(lot, '3'));
    const forged = good.slice(0, 10).map((document) => ({ ...document, jws: document.jws.slice(0, -8) + 'AAAAAAAA' }));
    const all = [...forged, ...much, ...good];
    const outcomes = await Promise.all(all.map((document) => ledger.submit(document)));
    expect(statuses(outcomes)).to.deep.equal([
      ...Array<string>(20).fill('refused'),
      ...Array<string>(40).fill('committed'),
    ]);
    const height = Math.max(...outcomes.map((outcome) => (outcome.status === 'committed' ? outcome.block : 0)));
    const { ids, invalid } = await recorded(ledger, height);
    expect(ids.filter((id) => good.some((document) => idOf(document) === id))).to.have.length(40);
    for (const document of much) expect(ids).not.to.include(idOf(document));
    expect(invalid).to.equal(0);
  });

  it('judges in order what changes the same holding, in as few bundles as there can be', async () => {
    const registry = new Registry();
    const own = await orchard.connect({ metrics: registry });
    const [lot = ''] = await orchard.lots(own, 1, '10');
    const ships = Array.from({ length: 12 }, () => orchard.ship(lot));
    const outcomes = await Promise.all(ships.map((ship) => own.submit(ship)));
    expect(statuses(outcomes)).to.deep.equal([...Array<string>(10).fill('committed'), 'refused', 'refused']);
    const metrics = await registry.metrics();
    expect(metrics).to.match(/suyuan_ledger_documents_total\{outcome="refused"\} 2/);
    expect(metrics).not.to.match(/suyuan_ledger_conflicts_total [1-9]/);
  });

  it('lets exactly one of two gateways have the last of a stock; the other learns which document has it', async () => {
    const [left, right] = [await orchard.connect(), await orchard.connect()];
    const lots = await orchard.lots(ledger, 30, '1');
    const races = lots.map(async (lot) => {
      const rivals = [orchard.ship(lot), orchard.ship(lot)] as const;
      const outcomes = await Promise.all([left.submit(rivals[0]), right.submit(rivals[1])]);
      expect(statuses(outcomes)).to.have.members(['committed', 'refused']);
      const winner = outcomes.findIndex(({ status }) => status === 'committed');
      const loser = outcomes.find(({ status }) => status === 'refused');
      expect(loser).to.have.nested.property('errors[0].code', 'INSUFFICIENT_QUANTITY');
      expect(loser).to.have.nested.property('errors[0].facts.document', idOf(rivals[winner === 0 ? 0 : 1]));
    });
    await Promise.all(races);
  }).timeout(20_000);

  it('answers what cannot be read with its error, and with all of a document that fails throughout', async () => {
    const foreign = orchard.sign(orchard.grower, 'events', [{}], 'urn:suyuan:ledger:other:00');
    expect((await ledger.submit(foreign)).status).to.equal('refused');
    const outcome = await ledger.submit({ jws: 'a.b.c', entries: [] });
    expect(outcome)
      .to.have.nested.property('errors[0].code')
      .that.is.oneOf(['BAD_ENCODING', 'JWS_INVALID', 'JSON_INVALID']);
    const hundreds = orchard.sign(orchard.grower, 'events', Array<object>(300).fill({ type: 'ObjectEvent' }));
    const whole = await ledger.submit(hundreds);
    const entries = whole.status === 'refused' ? new Set(whole.errors.map(({ entry }) => entry)) : new Set();
    expect(entries.size).to.equal(300);
  });

  it('checks documents without sending them', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1, '5');
    const report = await ledger.check([orchard.ship(lot, '4'), orchard.ship(lot, '4')]);
    expect(report.documents.map(({ errors }) => errors.map(({ code }) => code))).to.deep.equal([
      [],
      ['INSUFFICIENT_QUANTITY'],
    ]);
  });

  it('asks the contract', async () => {
    const answer = Buffer.from(await ledger.evaluate('state', '["category/agri","none"]')).toString();
    expect(JSON.parse(answer)).to.have.nested.property('[0].pack.id', 'agri');
    expect(await codeOf(ledger.evaluate('nothing'))).to.equal('PROPOSAL_REFUSED');
  });

  it('asks an organisation’s peer how many blocks it has', async () => {
    const before = await ledger.height('SuyuanMSP');
    const [lot = ''] = await orchard.lots(ledger, 1);
    const block = await committed(ledger, orchard.ship(lot));
    expect(await ledger.height('SuyuanMSP')).to.equal(block + 1);
    expect(before).to.be.within(1, block);
    expect(await codeOf(ledger.height('NobodyMSP'))).to.equal('LEDGER_UNAVAILABLE');
  });

  it('has a proposal of another time refused, and takes that for no absence', async () => {
    const outcome = ledgerAt(-10 * 60_000, () => ledger.evaluate('state', '[]'));
    expect(await codeOf(outcome)).to.equal('PROPOSAL_REFUSED');
  });

  it('gives blocks in order, live, until it is told to stop', async () => {
    const stop = new AbortController();
    const numbers: number[] = [];
    const [lot = ''] = await orchard.lots(ledger, 1);
    const last = committed(ledger, orchard.ship(lot));
    for await (const bytes of ledger.blocks(1, stop.signal)) {
      numbers.push(readBlock(bytes).number);
      if (numbers.at(-1) === (await last)) stop.abort();
    }
    expect(numbers).to.deep.equal(numbers.map((_, i) => i + 1));
  });

  it('carries receipts while shipments are on their way, both in one bundle or one after the other', async () => {
    const lots = await orchard.lots(ledger, 20);
    const pairs = lots.flatMap((lot) => {
      const ship = orchard.ship(lot);
      return [ship, orchard.receive(ship, lot)];
    });
    const outcomes = await Promise.all(pairs.map((document) => ledger.submit(document)));
    expect(statuses(outcomes)).to.deep.equal(Array<string>(40).fill('committed'));
  });

  it('finishes what it accepted before it closes', async () => {
    const own = await orchard.connect();
    const lots = await orchard.lots(own, 5);
    const outcomes = Promise.all(lots.map((lot) => own.submit(orchard.ship(lot))));
    await new Promise((resolve) => setImmediate(resolve));
    await own.close();
    expect(statuses(await outcomes)).to.deep.equal(Array<string>(5).fill('committed'));
    expect(await codeOf(own.submit(orchard.ship(lots[0] ?? '')))).to.equal('SHUTTING_DOWN');
  });
});

/** The twin of an ECDSA signature, as good as the first: (r, n − s). */
function malleable(document: SignedDocument): SignedDocument {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const at = document.jws.lastIndexOf('.') + 1;
  const bytes = Buffer.from(document.jws.slice(at), 'base64url');
  const s = order - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const twin = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')]);
  return { ...document, jws: document.jws.slice(0, at) + twin.toString('base64url') };
}

/** Runs the beginning of a call, in which a proposal gets its time, with a clock that is wrong by so many ms. */
function ledgerAt<T>(shift: number, call: () => T): T {
  const right = globalThis.Date;
  globalThis.Date = class extends right {
    constructor() {
      super(right.now() + shift);
    }
  } as DateConstructor;
  try {
    return call();
  } finally {
    globalThis.Date = right;
  }
}
