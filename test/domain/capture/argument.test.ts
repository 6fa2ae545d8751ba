import { deflateSync, inflateSync } from 'node:zlib';
import { captureJson, TraceError, type Inflate } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { codeOf } from '../../support/code-of.js';

const inflate: Inflate = (packed, most) => inflateSync(packed, { maxOutputLength: most });
const json = fc.json().map((text) => `{"v":1,"documents":[${text}]}`);

describe("capture: a capture's argument", () => {
  it('is the same JSON as it is and packed, however well', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 0, max: 9 }), (text, level) => {
        expect(captureJson(Buffer.from(text), inflate)).to.equal(text);
        expect(captureJson(deflateSync(text, { level }), inflate)).to.equal(text);
      }),
    );
  });

  it('is refused where it was cut or altered, in words that no version of zlib chooses', () => {
    const packed = deflateSync(JSON.stringify({ v: 1, documents: [] }));
    const expected = 'zlib (RFC 1950), at most 33554432 bytes';
    for (const length of [1, 2, packed.length - 1]) {
      expect(() => captureJson(packed.subarray(0, length), inflate))
        .to.throw(TraceError)
        .that.deep.includes({ code: 'CAPTURE_INVALID', facts: { expected } });
    }
    const altered = Buffer.concat([packed.subarray(0, -1), Buffer.from([(packed.at(-1) ?? 0) ^ 1])]);
    expect(codeOf(() => captureJson(altered, inflate))).to.equal('CAPTURE_INVALID');
  });

  it('may hold 32 MiB, and no byte more', () => {
    const most = 32 * 1024 * 1024;
    expect(captureJson(deflateSync(Buffer.alloc(most, ' ')), inflate)).to.have.lengthOf(most);
    expect(codeOf(() => captureJson(deflateSync(Buffer.alloc(most + 1, ' ')), inflate))).to.equal('CAPTURE_INVALID');
  });

  it('is refused where it is no text', () => {
    for (const bytes of [Buffer.from([0x7b, 0xff]), deflateSync(Buffer.from([0x7b, 0xff]))]) {
      expect(codeOf(() => captureJson(bytes, inflate))).to.equal('BAD_ENCODING');
    }
  });
});
