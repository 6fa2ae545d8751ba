import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';

import { expect } from 'chai';
import { isLowS, signLowS, signLowSAsync, toLowS, verifySignature, verifySignatureSync } from '@suyuan/block';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** DER of any two numbers. */
function der(r: bigint, s: bigint): Buffer {
  const integer = (value: bigint) => {
    const hex = value.toString(16);
    const digits = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
    const body = (digits[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), digits]) : digits;
    return Buffer.concat([Buffer.of(2, body.length), body]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

describe('signatures', () => {
  it('are low in S, and as valid as before', () => {
    let high = 0;
    for (let i = 0; i < 300; i++) {
      const message = createHash('sha256').update(String(i)).digest();
      const raw = sign('sha256', message, privateKey);
      if (!isLowS(raw)) high++;
      const low = toLowS(raw);
      expect(isLowS(low)).to.equal(true);
      expect(verify('sha256', message, publicKey, low)).to.equal(true);
    }
    expect(high).to.be.within(90, 210);
  });

  for (const [name, s, low] of [
    ['1', 1n, 1n],
    ['half the order', ORDER >> 1n, ORDER >> 1n],
    ['one more than half', (ORDER >> 1n) + 1n, ORDER >> 1n],
    ['the order less one', ORDER - 1n, 1n],
    ['the order less 0x80', ORDER - 0x80n, 0x80n],
  ] as const) {
    it(`lowers an S of ${name}`, () => {
      expect(toLowS(der(5n, s)).equals(der(5n, low))).to.equal(true);
    });
  }

  it('are refused with a high S, malformed, or over other bytes', async () => {
    const message = Buffer.from('message');
    let high = sign('sha256', message, privateKey);
    while (isLowS(high)) high = sign('sha256', message, privateKey);
    const good = signLowS(privateKey, message);
    expect(await verifySignature(publicKey, message, good)).to.equal(true);
    expect(verifySignatureSync(publicKey, message, await signLowSAsync(privateKey, message))).to.equal(true);
    for (const bad of [
      high,
      Buffer.alloc(0),
      good.subarray(1),
      Buffer.concat([good, Buffer.of(0)]),
      Buffer.alloc(70),
    ]) {
      expect(await verifySignature(publicKey, message, bad)).to.equal(false);
      expect(verifySignatureSync(publicKey, message, bad)).to.equal(false);
    }
    expect(await verifySignature(publicKey, Buffer.from('massage'), good)).to.equal(false);
  });
});
