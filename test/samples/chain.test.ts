import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { isCode, readPack, type LotRecord } from '@suyuan/domain';
import { listChains, readChain, SAMPLES, type Chain } from '@suyuan/scripts';
import { NOW } from '../support/world.js';
import { comeTo } from './foretold.js';
import { SampleWorld } from './sample-world.js';

/** What the ledger says of each kind of document that stands already. */
const STANDS: Readonly<Record<string, string>> = {
  events: 'DUPLICATE_EVENT',
  certificate: 'CERTIFICATE_EXISTS',
  countersignature: 'STATUS_UNCHANGED',
  licence: 'LICENCE_EXISTS',
  product: 'PRODUCT_EXISTS',
};

for (const id of await listChains()) {
  const chain = await readChain(id);

  describe(`samples/${id}`, () => {
    it('has packs that can be put in force', () => {
      expect(chain.packs.map((pack) => readPack(pack).id)[0]).to.equal(id);
    });

    it('is accepted step by step, and ends as it foretells', () => {
      const sample = new SampleWorld(chain).performAll();
      expect(sample.documents.size).to.equal(chain.steps.length);
      for (const expected of chain.expect) expect(comeTo(sample, expected)).to.deep.equal(expected);
    });

    it('is the same at any hour of the day', () => {
      for (const hour of [0, 9, 16, 23]) {
        const sample = new SampleWorld(chain, NOW - (NOW % 86_400) + hour * 3600 + 60);
        expect(() => sample.performAll(), `${hour}:01 UTC`).to.not.throw();
      }
    });

    it('says again what stands already when it is run again', () => {
      const sample = new SampleWorld(chain).performAll();
      const before = JSON.stringify([...sample.world.state]);
      sample.moveTo(NOW + 40 * 86_400);
      for (const step of chain.steps) {
        const [code, ...others] = new Set(sample.codes(step));
        expect(others, step.id).to.deep.equal([]);
        expect([STANDS[step.kind], 'STATUS_UNCHANGED'], step.id).to.include(code);
      }
      expect(JSON.stringify([...sample.world.state])).to.equal(before);
    });

    it('names the SHA-256 of every attached report as the file has it', () => {
      for (const { name, sha256 } of attachmentsOf(chain)) {
        const file = readFileSync(join(SAMPLES, id, 'reports', name));
        expect(createHash('sha256').update(file).digest('hex'), name).to.equal(sha256);
      }
    });
  });

  describe(`samples/${id}, what must be refused`, () => {
    let sample: SampleWorld;
    before(() => {
      sample = new SampleWorld(chain).performAll();
    });

    // Those that are tampered with after signing are sent to a gateway (run.test.ts).
    for (const attempt of chain.attempts.filter(({ tamper }) => tamper === undefined)) {
      it(`${attempt.code}: ${attempt.id}`, () => {
        const before = sample.world.state.size;
        expect(isCode(attempt.code)).to.equal(true);
        expect(new Set(sample.codes(attempt))).to.deep.equal(new Set([attempt.code]));
        expect(sample.world.state.size).to.equal(before);
      });
    }
  });
}

describe('samples/agri', () => {
  it('foretells every lot, and attaches the reports of its inspections', async () => {
    const chain = await readChain('agri');
    const lots = new SampleWorld(chain).performAll().records<LotRecord>('lot/');
    expect(lots).to.have.length(chain.expect.length);
    expect(attachmentsOf(chain)).to.have.length(2);
  });
});

function attachmentsOf({ steps }: Chain): { name: string; sha256: string }[] {
  const attachments = steps.flatMap(({ entries }) => entries.map((entry) => entry['attachment']));
  return attachments.filter((each) => each !== undefined) as unknown as { name: string; sha256: string }[];
}
