import { expect } from 'chai';
import { TraceError, type Code } from '@suyuan/domain';
import { Step } from '@suyuan/gateway';

const ORGANISATIONS = ['a', 'b', 'c', 'd'];

/** Peers by organisation, whose heights a test sets; one that has none is away. */
class Peers {
  readonly heights = new Map<string, number>();
  asked = 0;

  constructor(heights: Record<string, number>) {
    for (const [organisation, height] of Object.entries(heights)) this.heights.set(organisation, height);
  }

  async height(organisation: string): Promise<number> {
    this.asked++;
    const height = this.heights.get(organisation);
    await new Promise((resolve) => setImmediate(resolve));
    if (height === undefined) throw new TraceError('LEDGER_UNAVAILABLE');
    return height;
  }
}

/** An index that never moves: whoever waits for a block beyond it waits in vain. */
function indexOf(height: number, reaches = height, organisations = ORGANISATIONS) {
  const cursor = { block: height - 1, hash: '', documents: 0, entries: 0, transactions: 0, invalid: {}, organisations };
  return { height, cursor, waitFor: (block: number) => Promise.resolve(reaches > block) };
}

async function told(answer: Promise<boolean>): Promise<boolean | Code> {
  return answer.catch((error: unknown) => {
    if (error instanceof TraceError) return error.code;
    throw error;
  });
}

describe('gateway: in step with other organisations’ peers', () => {
  it('lets a refusal stand by a peer that had all that the others have', async () => {
    const peers = new Peers({ a: 7, b: 7, c: 5, d: 6 });
    expect(await told(new Step(indexOf(7), peers, 10).wasBehind(7))).to.equal(false);
    expect(await told(new Step(indexOf(9), peers, 10).wasBehind(8))).to.equal(false);
  });

  it('has a document judged again when our peer has caught up, and not before', async () => {
    const peers = new Peers({ a: 7, b: 9, c: 8, d: 7 });
    expect(await told(new Step(indexOf(7, 9), peers, 10).wasBehind(7))).to.equal(true);
    const late = new Step(indexOf(7, 8), peers, 10).wasBehind(7);
    expect(await told(late)).to.equal('LEDGER_BEHIND');
    const facts = await late.catch((error: unknown) => (error as TraceError).facts);
    expect(facts).to.deep.equal({ height: 7, organisation: 'b', highest: 9 });
  });

  it('is content with the peers of more than half of the organisations, as an acceptance is', async () => {
    expect(await told(new Step(indexOf(7), new Peers({ a: 7, b: 7, c: 7 }), 10).wasBehind(7))).to.equal(false);
    expect(await told(new Step(indexOf(7), new Peers({ a: 7, b: 7 }), 10).wasBehind(7))).to.equal('LEDGER_UNAVAILABLE');
    expect(await told(new Step(indexOf(7, 7, ['a']), new Peers({ a: 7 }), 10).wasBehind(7))).to.equal(false);
    expect(await told(new Step(indexOf(7, 7, []), new Peers({}), 10).wasBehind(7))).to.equal('LEDGER_UNAVAILABLE');
  });

  it('asks once for all who wait, and never answers with what was asked for before they came', async () => {
    const peers = new Peers({ a: 7, b: 7, c: 7, d: 7 });
    const step = new Step(indexOf(7, 8), peers, 10);
    const first = step.wasBehind(7);
    // After the question went out, a document is recorded elsewhere, and receipts for it come here.
    peers.heights.set('b', 8);
    await Promise.resolve();
    const later = [1, 2, 3].map(() => step.wasBehind(7));
    expect(await told(first)).to.equal(false);
    expect(await Promise.all(later.map(told))).to.deep.equal([true, true, true]);
    expect(peers.asked).to.equal(8);
    peers.heights.set('c', 9);
    expect(await told(step.wasBehind(8))).to.equal('LEDGER_BEHIND');
  });

  it('fails those who asked alone, and asks anew for the next', async () => {
    const peers = new Peers({ a: 7 });
    const step = new Step(indexOf(7), peers, 10);
    const both = [step.wasBehind(7), step.wasBehind(7)];
    expect(await Promise.all(both.map(told))).to.deep.equal(['LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE']);
    for (const organisation of ['b', 'c']) peers.heights.set(organisation, 7);
    expect(await told(step.wasBehind(7))).to.equal(false);
  });
});
