import { expect } from 'chai';
import fc from 'fast-check';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import {
  byUtf8,
  FormatError,
  readBlock,
  Reader,
  readWriteSets,
  VALIDATION,
  validationName,
  writeBlock,
  Writer,
  writeWriteSets,
} from '@suyuan/block';

const bytes = fc.uint8Array({ maxLength: 300 }).map((value) => Buffer.from(value));
const wellFormed = fc.string({ unit: 'binary', maxLength: 20 });
const key = wellFormed.filter((text) => text !== '');
const version = fc.record({ block: fc.nat(), tx: fc.nat(1000) });
const read = fc.oneof(fc.record({ key }), fc.record({ key, version }));
const write = fc.oneof(fc.record({ key }), fc.record({ key, value: bytes.filter((value) => value.length > 0) }));
const range = fc.record({
  ...{ start: wellFormed, end: wellFormed, exhausted: fc.boolean(), hashed: fc.constant(false), reads: fc.array(read) },
});
const set = fc.record({
  ...{ namespace: key, reads: fc.array(read), writes: fc.array(write), ranges: fc.array(range, { maxLength: 2 }) },
  other: fc.constant(false),
});

describe('wire format', () => {
  it('gives back every integer', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const reader = new Reader(new Writer().uint(1, value).finish(), 'test');
        const found = reader.next() ? reader.uint() : 0;
        return found === value;
      }),
    );
  });

  it('gives back every negative integer', () => {
    fc.assert(
      fc.property(fc.integer({ max: -1 }), (value) => {
        const reader = new Reader(new Writer().int(1, value).finish(), 'test');
        return reader.next() && reader.int32() === value;
      }),
    );
  });

  it('skips fields of every wire type that it does not know', () => {
    const unknown = Buffer.from([0x08, 0x96, 0x01, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 2, 9, 9, 0x25, 1, 2, 3, 4]);
    const reader = new Reader(Buffer.concat([unknown, new Writer().string(9, 'found').finish()]), 'test');
    while (reader.next()) if (reader.field === 9) expect(reader.string()).to.equal('found');
    expect(reader.field).to.equal(9);
  });

  it('says the largest number there is instead of one beyond it', () => {
    const reader = new Reader(Buffer.from('08ffffffffffffffffff01', 'hex'), 'test');
    expect(reader.next()).to.equal(true);
    expect(reader.uint()).to.equal(Number.MAX_SAFE_INTEGER);
  });

  it('refuses what is malformed with a FormatError, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        try {
          expect(readBlock(noise).transactions.map((tx) => tx?.sets)).to.be.an('array');
          readWriteSets(noise);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads every cut of a block as malformed or as less', () => {
    const whole = writeBlock({
      ...{ number: 300, previousHash: Buffer.alloc(32, 1), envelopes: [Buffer.alloc(400, 2)] },
      metadata: [Buffer.alloc(3)],
    });
    for (let length = 0; length < whole.length; length++) {
      try {
        expect(readBlock(whole.subarray(0, length)).metadata).to.have.length(0);
      } catch (error) {
        expect(error).to.be.instanceOf(FormatError);
      }
    }
  });
});

describe('round trips', () => {
  it('read and write sets, and as generated code reads them', () => {
    fc.assert(
      fc.property(fc.array(set, { maxLength: 3 }), (sets) => {
        const written = writeWriteSets(sets);
        expect(readWriteSets(written)).to.deep.equal(sets);
        const generated = ledger.rwset.TxReadWriteSet.deserializeBinary(written).getNsRwsetList();
        expect(generated.map((ns) => ns.getNamespace())).to.deep.equal(sets.map((one) => one.namespace));
        generated.forEach((ns, i) => {
          const kv = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(ns.getRwset_asU8());
          expect(kv.getReadsList().map((one) => one.getKey())).to.deep.equal(sets[i]?.reads.map((one) => one.key));
          expect(kv.getWritesList().map((one) => one.getIsDelete())).to.deep.equal(
            sets[i]?.writes.map((one) => !('value' in one)),
          );
        });
      }),
    );
  });

  it('blocks, and as generated code reads and writes them', () => {
    const parts = fc.record({
      ...{ number: fc.maxSafeNat(), previousHash: bytes, dataHash: bytes.filter((hash) => hash.length > 0) },
      ...{ envelopes: fc.array(bytes), metadata: fc.array(bytes) },
    });
    fc.assert(
      fc.property(parts, (block) => {
        const written = writeBlock(block);
        const { number, previousHash, dataHash, envelopes, metadata } = readBlock(written);
        expect({ number, previousHash, dataHash, envelopes, metadata }).to.deep.equal(block);
        expect(Buffer.from(common.Block.deserializeBinary(written).serializeBinary()).equals(written)).to.equal(true);
      }),
    );
  });

  it('orders keys as their UTF-8 bytes do', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(Math.sign(byUtf8(a, b))).to.equal(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(byUtf8('\uffee', '\u{1f34e}')).to.equal(-1);
  });
});

describe('validation codes', () => {
  it('are those of fabric-protos', () => {
    expect(VALIDATION).to.deep.equal(peer.TxValidationCode);
    expect(validationName(11)).to.equal('MVCC_READ_CONFLICT');
    expect(validationName(77)).to.equal('77');
  });
});
