import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { itemIdentifier, registration } from '@suyuan/client';
import {
  formatQuantity,
  isCode,
  parseJson,
  readPack,
  readQuantity,
  stopsOf,
  type HoldingRecord,
  type LotRecord,
  type ShipmentRecord,
  type StopsRecord,
} from '@suyuan/domain';
import { entriesOf, readChain, SAMPLES, type Chain, type Occasion, type SampleStep } from '@suyuan/scripts';
import { Firm, sha256 } from '../support/firm.js';
import { NOW, World } from '../support/world.js';

/** The chain on a ledger's rules alone, without gateway or network. */
class SampleWorld {
  readonly world = new World();
  readonly firms = new Map<string, Firm>();
  readonly documents = new Map<string, string>();
  occasion: Occasion = { now: new Date(0), documentOf: (step) => this.documents.get(step) ?? 'none' };

  constructor(
    readonly chain: Chain,
    now = NOW,
  ) {
    const { world } = this;
    this.moveTo(now);
    world.must(world.regulator, 'participant', [world.entry(world.regulator, '监管', ['regulator'])]);
    world.must(world.regulator, 'category', [{ action: 'publish', pack: chain.pack }]);
    for (const [name, participant] of Object.entries(chain.participants)) {
      const firm = new Firm(participant.id);
      world.must(world.regulator, 'participant', [registration({ ...participant, proof: firm.proof() })]);
      this.firms.set(name, firm);
    }
  }

  /** Seconds since 1970, of ledger and run. */
  moveTo(now: number): void {
    this.world.now = now;
    this.occasion = { ...this.occasion, now: new Date(now * 1000) };
  }

  values(step: SampleStep): object[] {
    return entriesOf(this.chain, step, this.occasion).map((text) => parseJson(text) as object);
  }

  firm(name: string): Firm {
    const firm = this.firms.get(name);
    if (firm === undefined) throw new Error(`no participant ${name}`);
    return firm;
  }

  perform(step: SampleStep): void {
    this.documents.set(step.id, this.world.must(this.firm(step.by), step.kind, this.values(step)));
  }

  performAll(): this {
    for (const step of this.chain.steps) this.perform(step);
    return this;
  }

  codes(step: SampleStep): string[] {
    return this.world.codes(this.world.document(this.firm(step.by), step.kind, this.values(step)));
  }

  records<T>(prefix: string): T[] {
    const found = [...this.world.state].filter(([key]) => key.startsWith(prefix));
    return found.map(([, json]) => JSON.parse(json) as T);
  }
}

const chain = await readChain('agri');

describe('samples/agri', () => {
  it('has a category pack that can be put in force', () => {
    expect(readPack(chain.pack).id).to.equal('agri');
  });

  it('is accepted step by step', () => {
    expect(new SampleWorld(chain).performAll().documents.size).to.equal(chain.steps.length);
  });

  it('is the same at any hour of the day', () => {
    for (const hour of [0, 9, 16, 23]) {
      const sample = new SampleWorld(chain, NOW - (NOW % 86_400) + hour * 3600 + 60);
      expect(() => sample.performAll(), `${hour}:01 UTC`).to.not.throw();
    }
  });

  it('says again what stands already when it is run again', () => {
    const sample = new SampleWorld(chain).performAll();
    const [before, size] = [JSON.stringify([...sample.world.state]), sample.world.state.size];
    sample.moveTo(NOW + 40 * 86_400);
    for (const step of chain.steps) {
      const expected = step.kind === 'events' ? 'DUPLICATE_EVENT' : 'CERTIFICATE_EXISTS';
      expect(new Set(sample.codes(step)), step.id).to.deep.equal(new Set([expected]));
    }
    expect(JSON.stringify([...sample.world.state])).to.equal(before);
    expect(sample.world.state.size).to.equal(size);
  });

  it('ends with the stock, the deliveries, the loss and the stop that it foretells', () => {
    const sample = new SampleWorld(chain).performAll();
    const shipments = sample.records<ShipmentRecord>('shipment/');
    for (const expected of chain.expect) {
      const { path } = itemIdentifier(expected.item);
      for (const name of sample.firms.keys()) {
        const record = sample.world.record<HoldingRecord>(`holding/${sample.firm(name).id}/${path}`);
        expect(record?.quantity ?? '0', `${name} ${path}`).to.equal(expected.holdings[name] ?? '0');
      }
      const open = shipments.filter(({ status, lines }) => status === 'in_transit' && lines[0]?.lot === path);
      expect(open.map(({ to, lines }) => [to, lines[0]?.quantity])).to.deep.equal(
        expected.inTransit.map(({ to, quantity }) => [sample.firm(to).id, quantity]),
      );
      const lost = shipments
        .filter(({ received }) => received?.[0]?.lot === path)
        .map(
          ({ lines, received }) => readQuantity(lines[0]?.quantity ?? '') - readQuantity(received?.[0]?.quantity ?? ''),
        );
      expect(formatQuantity(lost.reduce((sum, part) => sum + part, 0n))).to.equal(expected.missing);
      const stops = sample.world.record<StopsRecord>('stops/agri');
      expect(Object.hasOwn(stopsOf(stops, sha256), `lot/${path}`)).to.equal(expected.stopped);
    }
    expect(sample.records<LotRecord>('lot/')).to.have.length(chain.expect.length);
  });

  it('names the SHA-256 of every attached report as the file has it', () => {
    const attachments = chain.steps
      .flatMap(({ entries }) => entries.map((entry) => entry['attachment']))
      .filter((attachment) => attachment !== undefined) as unknown as { name: string; sha256: string }[];
    expect(attachments).to.have.length(2);
    for (const { name, sha256 } of attachments) {
      const file = readFileSync(join(SAMPLES, 'agri/reports', name));
      expect(createHash('sha256').update(file).digest('hex'), name).to.equal(sha256);
    }
  });
});

describe('samples/agri, what must be refused', () => {
  let sample: SampleWorld;
  before(() => {
    sample = new SampleWorld(chain).performAll();
  });

  // Those that are tampered with after signing are sent to a gateway (test/scripts).
  for (const attempt of chain.attempts.filter(({ tamper }) => tamper === undefined)) {
    it(`${attempt.code}: ${attempt.id}`, () => {
      const before = sample.world.state.size;
      expect(isCode(attempt.code)).to.equal(true);
      expect(new Set(sample.codes(attempt))).to.deep.equal(new Set([attempt.code]));
      expect(sample.world.state.size).to.equal(before);
    });
  }
});
