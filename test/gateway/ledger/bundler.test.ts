import { expect } from 'chai';
import fc from 'fast-check';
import {
  Bundler,
  BUNDLES,
  LedgerMetrics,
  NO_BUNDLES,
  type BundlerLimits,
  type Carried,
  type Carrier,
  type Outcome,
} from '@suyuan/gateway';
import { TraceError, type CheckReport, type Code, type SignedDocument, type Touches } from '@suyuan/domain';

/** What a document of these tests does: adds to a counter under a key, unless it is bad. */
interface Deed {
  readonly id: string;
  readonly key: string;
  readonly bad?: boolean;
  /** The contract fails on it, otherwise than by refusing. */
  readonly poison?: boolean;
}

/** A ledger of counters that endorses against what is committed and validates as MVCC does: all or nothing. */
class CounterLedger implements Carrier {
  readonly versions = new Map<string, number>();
  readonly recorded: string[] = [];
  readonly bundles: string[][] = [];
  readonly #inFlight = new Set<string>();
  overlaps = 0;
  block = 0;

  constructor(
    readonly commitTurns = 2,
    /** Other gateways write this key between endorsement and commit, so many times. */
    readonly rival: { key: string; times: number } = { key: '', times: 0 },
    readonly away = { calls: 0, code: 'LEDGER_UNAVAILABLE' as Code },
  ) {}

  async carry(documents: readonly SignedDocument[]): Promise<Carried> {
    const deeds = documents.map(deedOf);
    this.bundles.push(deeds.map(({ id }) => id));
    if (this.away.calls > 0) {
      this.away.calls--;
      throw new TraceError(this.away.code);
    }
    if (deeds.some(({ poison }) => poison)) return { status: 'failed', reason: 'poison' };
    if (this.#judge(deeds).some((code) => code !== undefined)) return { status: 'refused' };
    const keys = [...new Set(deeds.map(({ key }) => key))];
    for (const key of keys) {
      if (this.#inFlight.has(key)) this.overlaps++;
      this.#inFlight.add(key);
    }
    const read = keys.map((key) => this.versions.get(key) ?? 0);
    for (let turn = 0; turn < this.commitTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (keys.includes(this.rival.key) && this.rival.times > 0) {
      this.rival.times--;
      this.versions.set(this.rival.key, (this.versions.get(this.rival.key) ?? 0) + 1);
    }
    for (const key of keys) this.#inFlight.delete(key);
    const block = ++this.block;
    if (keys.some((key, i) => (this.versions.get(key) ?? 0) !== read[i])) return { status: 'conflict', block };
    keys.forEach((key, i) => this.versions.set(key, (read[i] ?? 0) + 1));
    this.recorded.push(...deeds.map(({ id }) => id));
    return { status: 'committed', txId: `tx${block}`, block, led: [] };
  }

  check(documents: readonly SignedDocument[]): Promise<CheckReport> {
    const codes = this.#judge(documents.map(deedOf));
    return Promise.resolve({
      v: 1,
      documents: codes.map((code) => ({ errors: code === undefined ? [] : [{ code, facts: {} }] })),
    });
  }

  written(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set([this.rival.key]));
  }

  #judge(deeds: readonly Deed[]): (Code | undefined)[] {
    const known = new Set(this.recorded);
    return deeds.map(({ id, bad }) => {
      if (known.has(id)) return 'DUPLICATE_DOCUMENT';
      if (bad) return 'NOT_HOLDER';
      known.add(id);
      return undefined;
    });
  }
}

/** `twin` stands for another signature of the same document. */
function documentOf(deed: Deed, twin = ''): SignedDocument {
  return { jws: `${JSON.stringify(deed)}\n${twin}`, entries: [] };
}
function deedOf(document: SignedDocument): Deed {
  return JSON.parse(document.jws.split('\n')[0] ?? '') as Deed;
}
function touchesOf({ key }: Deed): Touches {
  return { reads: [key], writes: [key] };
}

function bundlerOver(ledger: Carrier, limits: Partial<BundlerLimits> = {}) {
  const bundler = new Bundler(ledger, new LedgerMetrics(), { ...BUNDLES, ...limits });
  const send = (deed: Deed, twin = ''): Promise<Outcome> =>
    bundler.submit(documentOf(deed, twin), deed.id, touchesOf(deed));
  return { bundler, send };
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => 'none',
    (error: unknown) => (error instanceof TraceError ? error.code : String(error)),
  );
}

const deeds = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map(String),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    bad: fc.boolean(),
    poison: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
);

describe('gateway/ledger: bundles', () => {
  it('gives each document its own outcome, whatever travels with it', async () => {
    await fc.assert(
      fc.asyncProperty(
        deeds,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (all, documents, lanes) => {
          const ledger = new CounterLedger();
          const { bundler, send } = bundlerOver(ledger, { documents, lanes, fill: 1 });
          const ends = await Promise.all(
            all.map(async (deed) => {
              if (deed.poison) expect(await codeOf(send(deed))).to.equal('PROPOSAL_REFUSED');
              else expect((await send(deed)).status).to.equal(deed.bad ? 'refused' : 'committed');
              return deed;
            }),
          );
          await bundler.close();
          const good = ends.filter(({ bad, poison }) => !bad && !poison).map(({ id }) => id);
          expect(ledger.recorded).to.have.members(good);
          expect(ledger.recorded).to.have.length(good.length);
          expect(ledger.overlaps).to.equal(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the order of arrival among documents that write the same key', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.integer({ min: 1, max: 4 }), async (all, lanes) => {
        const ledger = new CounterLedger();
        const { send } = bundlerOver(ledger, { documents: 3, lanes, fill: 1 });
        const good = all.map(({ id, key }) => ({ id, key }));
        await Promise.all(good.map((deed) => send(deed)));
        for (const key of ['a', 'b', 'c', 'd']) {
          const mine = good.filter((deed) => deed.key === key).map(({ id }) => id);
          expect(ledger.recorded.filter((id) => mine.includes(id))).to.deep.equal(mine);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sends one alone at once, and those that come meanwhile together', async () => {
    const ledger = new CounterLedger(5);
    const { send } = bundlerOver(ledger, { lanes: 1 });
    const first = send({ id: 'first', key: 'a' });
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...['1', '2', '3'].map((id) => send({ id, key: id }))]);
    expect(ledger.bundles).to.deep.equal([['first'], ['1', '2', '3']]);
  });

  it('shares what waits among its lanes, in parts that are worth a transaction', async () => {
    const ledger = new CounterLedger(5);
    const { send } = bundlerOver(ledger, { lanes: 2, fill: 2, share: 3 });
    const sizes = async (count: number): Promise<number[]> => {
      ledger.bundles.length = 0;
      await Promise.all(Array.from({ length: count }, (_, i) => send({ id: `${count}/${i}`, key: `${i}` })));
      return ledger.bundles.map(({ length }) => length);
    };
    expect(await sizes(9)).to.deep.equal([5, 4]);
    expect(await sizes(4)).to.deep.equal([3, 1]);
    expect(await sizes(3)).to.deep.equal([3]);
  });

  it('sends each document alone where bundles are off', async () => {
    const ledger = new CounterLedger();
    const { send } = bundlerOver(ledger, NO_BUNDLES);
    await Promise.all(['1', '2', '3'].map((id) => send({ id, key: id })));
    expect(ledger.bundles).to.deep.equal([['1'], ['2'], ['3']]);
  });

  it('carries the same document once and answers both; its twin with another signature is carried beside it', async () => {
    const ledger = new CounterLedger();
    const { send } = bundlerOver(ledger);
    const deed = { id: 'x', key: 'a' };
    const [one, same, twin] = await Promise.all([send(deed), send(deed), send(deed, 'twin')]);
    expect(same).to.equal(one);
    expect([one.status, twin.status]).to.deep.equal(['committed', 'existing']);
    expect((await send(deed)).status).to.equal('existing');
    expect(ledger.recorded).to.deep.equal(['x']);
  });

  it('endorses again after a lost race, and isolates the loser the second time', async () => {
    const ledger = new CounterLedger(1, { key: 'a', times: 3 });
    const { send } = bundlerOver(ledger);
    const all = ['a', 'b', 'c', 'd'].map((key) => send({ id: key, key }));
    expect((await Promise.all(all)).map(({ status }) => status)).to.deep.equal(Array(4).fill('committed'));
    expect(ledger.bundles).to.deep.equal([['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], ['b', 'c', 'd'], ['a'], ['a']]);
  });

  it('gives up a race that is lost for ever with CONFLICT, the others unharmed', async () => {
    const ledger = new CounterLedger(1, { key: 'a', times: 1000 });
    const { send } = bundlerOver(ledger);
    const [lost, other] = [send({ id: '1', key: 'a' }), send({ id: '2', key: 'b' })];
    expect(await codeOf(lost)).to.equal('CONFLICT');
    expect((await other).status).to.equal('committed');
  }).timeout(10_000);

  it('passes on that the ledger is away, and works again afterwards', async () => {
    const ledger = new CounterLedger(1, undefined, { calls: 1, code: 'OUTCOME_UNKNOWN' });
    const { send } = bundlerOver(ledger);
    const ends = await Promise.all(['1', '2'].map((id) => codeOf(send({ id, key: id }))));
    expect(ends).to.deep.equal(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    expect((await send({ id: '1', key: '1' })).status).to.equal('committed');
  });

  it('turns away what would wait too long, by number and by bytes', async () => {
    const { send } = bundlerOver(new CounterLedger(), { waiting: 2 });
    const all = ['1', '2', '3'].map((id) => codeOf(send({ id, key: id })));
    expect(await Promise.all(all)).to.deep.equal(['none', 'none', 'LEDGER_UNAVAILABLE']);
    const small = bundlerOver(new CounterLedger(), { waitingBytes: 10 });
    expect(await codeOf(small.send({ id: '1', key: '1' }))).to.equal('LEDGER_UNAVAILABLE');
  });

  it('closes after what it has accepted, and accepts no more', async () => {
    const ledger = new CounterLedger(10);
    const { bundler, send } = bundlerOver(ledger, { documents: 1, lanes: 1 });
    const accepted = ['1', '2', '3'].map((id) => send({ id, key: id }));
    const closed = bundler.close();
    expect(await codeOf(send({ id: '4', key: '4' }))).to.equal('SHUTTING_DOWN');
    await closed;
    expect(ledger.recorded).to.deep.equal(['1', '2', '3']);
    expect((await Promise.all(accepted)).every(({ status }) => status === 'committed')).to.equal(true);
  });
});
