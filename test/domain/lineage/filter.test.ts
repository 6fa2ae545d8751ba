import { expect } from 'chai';
import fc from 'fast-check';
import { LineageFilter, tag, tagBits } from '@suyuan/domain';
import { sha256 } from '../../support/firm.js';

describe('a lineage filter', () => {
  const bits = (text: string) => tagBits(text, sha256);

  it('never misses what was added, to it or to one that was joined', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 300 }),
        fc.array(fc.string(), { maxLength: 300 }),
        (own, others) => {
          const [filter, other] = [LineageFilter.empty(), LineageFilter.empty()];
          own.forEach((each) => filter.add(bits(each)));
          others.forEach((each) => other.add(bits(each)));
          filter.join(other);
          const again = LineageFilter.read(filter.toString());
          expect([...own, ...others].every((each) => again.has(bits(each)))).to.equal(true);
        },
      ),
    );
  });

  it('says yes falsely about as often as Bloom’s formula has it', () => {
    for (const [tags, most] of [
      [50, 0.001],
      [200, 0.03],
      [500, 0.2],
    ] as const) {
      const filter = LineageFilter.empty();
      for (let i = 0; i < tags; i++) filter.add(bits(tag.lot(`in ${i}`)));
      let wrong = 0;
      for (let i = 0; i < 5000; i++) if (filter.has(bits(tag.lot(`out ${i}`)))) wrong++;
      expect(wrong / 5000, `${tags} tags`).to.be.at.most(most);
    }
  });

  it('takes 342 characters, and its positions are the first four 16-bit numbers of SHA-256 modulo 2,048', () => {
    const filter = LineageFilter.empty();
    filter.add(bits('lot/01/06901234567892/10/A1'));
    const digest = sha256(Buffer.from('lot/01/06901234567892/10/A1'));
    const positions = [0, 2, 4, 6].map((at) => Buffer.from(digest).readUInt16BE(at) % 2048);
    const bytes = Buffer.from(filter.toString(), 'base64url');
    expect([filter.toString().length, bytes.length]).to.deep.equal([342, 256]);
    const set = Array.from({ length: 2048 }, (_, p) => p).filter(
      (p) => ((bytes[p >> 3] ?? 0) & (0x80 >> (p % 8))) !== 0,
    );
    expect(set).to.deep.equal([...new Set(positions)].sort((a, b) => a - b));
  });
});
