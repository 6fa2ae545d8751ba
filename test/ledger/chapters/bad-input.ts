import { EndorseError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import {
  gs1CheckDigit,
  interpret,
  isObject,
  parseJson,
  stringify,
  touches,
  type CaptureRefusal,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { sha256 } from '../../support/firm.js';
import { illFormed, prepareBadWorld, unlawful, type BadDocument, type BadWorld } from '../bad-documents.js';
import { codesOf, idOf, type Market } from '../market.js';
import { captureOf } from '../raw.js';

/** What bad input gets: refused with its own code, and nothing of it anywhere, while what travels with it arrives. */
export function badInput(market: () => Market): void {
  describe('bad input', function () {
    this.timeout(120_000);
    let world: BadWorld;
    const tried: BadDocument[] = [];

    before(async () => {
      world = await prepareBadWorld(market());
    });

    const makers = { 'wrong by itself': illFormed, 'wrong by what the ledger holds': unlawful };
    for (const [kind, make] of Object.entries(makers)) {
      it(`${kind} is refused with its own code and changes no state`, async () => {
        const m = market();
        const bad = make(world);
        const watched = [...(await m.keys()), ...bad.flatMap(({ document }) => touched(document))];
        const before = await m.state(watched);
        for (const { title, document, code } of bad) {
          expect(codesOf(await m.access.ledger.submit(document)), title).to.deep.equal([code]);
          // The contract itself is of the same mind, whoever carries the document.
          const { documents } = await m.access.ledger.check([document]);
          expect(
            documents[0]?.errors.map((error) => error.code),
            title,
          ).to.deep.equal([code]);
          tried.push({ title, document, code });
        }
        expect([...(await m.state(watched))]).to.deep.equal([...before]);
      });
    }

    it('is refused with the whole transaction that carries it, in a short error', async () => {
      const m = market();
      const watched = await m.keys();
      const before = await m.state(watched);
      const good = () => m.sign(m.producer, 'events', [m.shipping(world.lot, '1')]);
      // What is larger than any transaction may be has no transaction.
      const all = [...illFormed(world), ...unlawful(world)].filter(({ code }) => code !== 'DOCUMENT_TOO_LARGE');
      for (const { title, document, code } of all) {
        const bundle = [good(), document, good()];
        const refusal = await endorsementRefused(m, bundle);
        expect(refusal.count, title).to.equal(1);
        expect(refusal.refused, title).to.deep.equal([[1, refusal.refused[0]?.[1] ?? null, code]]);
        tried.push(...bundle.map((each) => ({ title, code, document: each })));
      }
      expect([...(await m.state(watched))]).to.deep.equal([...before]);
    });

    it('does not harm what travels with it', async () => {
      const m = market();
      const lots = await Promise.all(Array.from({ length: 10 }, () => m.lot('10', m.newLot())));
      const bad = unlawful(world);
      // All at once: they meet in the same bundles.
      const outcomes = await Promise.all(
        bad.flatMap(({ document }, i) => {
          const good = m.sign(m.producer, 'events', [m.shipping(lots[i % lots.length] ?? '', '1')]);
          return [m.access.ledger.submit(document), m.access.ledger.submit(good)];
        }),
      );
      bad.forEach(({ title, document, code }, i) => {
        expect(codesOf(outcomes[2 * i] ?? { status: 'existing' }), title).to.deep.equal([code]);
        expect(outcomes[2 * i + 1], title).to.have.property('status', 'committed');
        tried.push({ title, document, code });
      });
      const transactions = outcomes.flatMap((outcome) => (outcome.status === 'committed' ? [outcome.txId] : []));
      expect(new Set(transactions))
        .to.have.property('size')
        .that.is.lessThan(bad.length / 2);
    });

    it('is in no block', async () => {
      const blocks = await market().bytes();
      expect(tried.length).to.be.greaterThan(100);
      for (const { title, document } of tried) {
        const [, , signature = ''] = document.jws.split('.');
        const traces = [id(document), signature, ...document.entries].filter((trace) => trace.length > 20);
        for (const trace of new Set(traces)) {
          const found = blocks.findIndex((bytes) => bytes.includes(trace));
          expect(found, `${title}: ${trace.slice(0, 60)}`).to.equal(-1);
        }
      }
    });

    it('is not an SSCC that looks like a card number', async () => {
      const m = market();
      const lot = await m.lot('10');
      const event = { ...m.shipping(lot, '1'), 'suyuan:pallet': `https://id.gs1.org/00/${luhnSscc()}` };
      const document = m.sign(m.producer, 'events', [event]);
      expect((await m.access.ledger.submit(document)).status).to.equal('committed');
    });

    it('of 300 events comes back with 300 errors, at once', async () => {
      const m = market();
      const failing = {
        LOT_UNKNOWN: () => m.shipping(m.newLot(), '1'),
        INSUFFICIENT_QUANTITY: () => m.shipping(world.lot, '1000'),
        CHECK_DIGIT: () => mistyped(m.shipping(world.lot, '1')),
      };
      for (const [code, event] of Object.entries(failing)) {
        const document = m.sign(m.producer, 'events', Array.from({ length: 300 }, event));
        const began = performance.now();
        const outcome = await m.access.ledger.submit(document);
        expect(performance.now() - began, code).to.be.lessThan(10_000);
        const errors = outcome.status === 'refused' ? outcome.errors : [];
        expect(errors.map(({ entry }) => entry)).to.deep.equal(Array.from({ length: 300 }, (_, i) => i));
        expect(new Set(errors.map((error) => error.code))).to.deep.equal(new Set([code]));
        const refusal = await endorsementRefused(m, [document]);
        expect(refusal.count).to.equal(1);
        expect(refusal.refused.length).to.be.within(20, 300);
      }
    });
  });
}

/** Keys that it would have written; none where it can't be read. */
function touched(document: SignedDocument): readonly string[] {
  return touches(interpret(document, sha256)).writes;
}

function id(document: SignedDocument): string {
  try {
    return idOf(document);
  } catch {
    return '';
  }
}

/** The same event, its lot's GTIN one digit off. */
function mistyped(event: JsonObject): object {
  const value = parseJson(stringify(event).replaceAll('06901234567892', '06901234567893'));
  return isObject(value) ? value : {};
}

/** What the contract says to a transaction that carries these, which nobody endorses. */
async function endorsementRefused({ access }: Market, documents: readonly SignedDocument[]): Promise<CaptureRefusal> {
  try {
    await access.contract.newProposal('capture', { arguments: [captureOf(documents)] }).endorse();
  } catch (error) {
    if (!(error instanceof EndorseError)) throw error;
    const message = error.details[0]?.message ?? '';
    const json = message.slice(message.indexOf('{'));
    expect(json.length).to.be.lessThan(2048);
    return JSON.parse(json) as CaptureRefusal;
  }
  return expect.fail('it was endorsed');
}

/** A valid SSCC whose digits also pass a card's check (ISO/IEC 7812-1), as one in ten does. */
function luhnSscc(): string {
  for (let serial = 0; ; serial++) {
    const body = `36901234${String(serial).padStart(9, '0')}`;
    const sscc = body + gs1CheckDigit(body);
    const sum = Array.from(sscc, Number).reduceRight((total, digit, i) => {
      const value = (sscc.length - i) % 2 === 0 ? digit * 2 : digit;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    if (sum % 10 === 0) return sscc;
  }
}
