import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { base64url, fromBase64url, hex, utf8 } from '@suyuan/domain';

type Bytes = Pick<typeof import('@suyuan/domain'), 'base64url' | 'fromBase64url' | 'utf8'>;

/** The module as a browser runs it: without Node's Buffer. */
async function withoutBuffer(): Promise<Bytes> {
  const node = globalThis.Buffer;
  Reflect.deleteProperty(globalThis, 'Buffer');
  try {
    const index = pathToFileURL(createRequire(import.meta.url).resolve('@suyuan/domain'));
    return (await import(new URL('./bytes.js?plain', index).href)) as Bytes;
  } finally {
    globalThis.Buffer = node;
  }
}

describe('bytes as text', () => {
  let plain: Bytes;

  before(async () => {
    plain = await withoutBuffer();
    expect(plain.base64url).to.not.equal(base64url);
  });

  it('are written and read alike with and without the engine’s own help', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64url(bytes);
        expect(plain.base64url(bytes)).to.equal(text);
        expect(hex(fromBase64url(text))).to.equal(hex(bytes));
        expect(hex(plain.fromBase64url(text))).to.equal(hex(bytes));
      }),
    );
  });

  it('have one text alone: whatever one of them refuses, the other does', () => {
    const characters = fc.constantFrom('A', 'Q', 'g', 'w', '_', '-', '9', '+', '/', '=', '.', ' ', '\u00ff', '\u0101');
    const accepts = (read: Bytes['fromBase64url'], text: string): boolean => {
      try {
        return read(text).length >= 0;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 8 }), (text) => {
        expect(accepts(fromBase64url, text), text).to.equal(accepts(plain.fromBase64url, text));
      }),
    );
    for (const text of ['AA==', 'AB', 'A', 'AA+/', 'AA A', 'AA\n', 'AAAAA']) {
      expect(accepts(fromBase64url, text), text).to.equal(false);
    }
  });

  it('are UTF-8, half a surrogate pair replaced', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(hex(plain.utf8(text))).to.equal(hex(utf8(text)));
      }),
    );
    expect(hex(utf8('\ud800'))).to.equal('efbfbd');
    expect(hex(plain.utf8('\ud800'))).to.equal('efbfbd');
  });
});
