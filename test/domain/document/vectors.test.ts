import { expect } from 'chai';
import {
  base64url,
  documentInput,
  encodeEntry,
  entriesRoot,
  formatKeyId,
  fromBase64url,
  hex,
  leafHash,
  parseAccess,
  parseDocument,
  parseJwk,
  parseProof,
  Shape,
  thumbprint,
  utf8,
  verifyInclusion,
  type Json,
} from '@suyuan/domain';
import vectors from '../../vectors/documents.json' with { type: 'json' };
import { sha256, verifyNow } from '../../support/firm.js';

const { crv, kty, x, y } = vectors.key;
const jwk = parseJwk(Shape.of({ crv, kty, x, y }));
const entries = vectors.entries.map(({ entry }) => entry);

describe('the frozen vectors of a document', () => {
  it('name its key by RFC 7638', () => {
    expect(thumbprint(jwk, sha256)).to.equal(vectors.thumbprint);
    expect(formatKeyId({ participant: vectors.participant, thumbprint: vectors.thumbprint })).to.equal(vectors.kid);
  });

  for (const [index, { salt, value, entry, leaf, path }] of vectors.entries.entries()) {
    it(`hold entry ${index}: its text, its leaf and its path to the root`, () => {
      expect(encodeEntry(value, fromBase64url(salt))).to.equal(entry);
      const hash = leafHash(utf8(entry), sha256);
      expect(hex(hash)).to.equal(leaf);
      const hashes = path.map((text) => Uint8Array.from(Buffer.from(text, 'hex')));
      expect(verifyInclusion(hash, index, entries.length, hashes, fromBase64url(vectors.root), sha256)).to.equal(true);
    });
  }

  it('are what is signed, under either signature', () => {
    expect(base64url(entriesRoot(entries, sha256))).to.equal(vectors.root);
    expect(documentInput('events', vectors.kid, vectors.claims, entries, sha256)).to.equal(vectors.signingInput);
    for (const jws of [vectors.jws, vectors.twin]) {
      const document = parseDocument({ jws, entries }, sha256);
      expect(document.id).to.equal(vectors.id);
      expect(document.entries.map((each): Json => each.value)).to.have.length(3);
      expect(verifyNow(jwk, document.signingInput, document.signature)).to.equal(true);
    }
    expect(vectors.twin).to.not.equal(vectors.jws);
  });

  it('have a proof of possession and a token that are no documents', () => {
    const proof = parseProof(vectors.proof, sha256);
    expect(proof).to.include({ participant: vectors.participant, thumbprint: vectors.thumbprint });
    expect(verifyNow(proof.jwk, proof.signingInput, proof.signature)).to.equal(true);
    const access = parseAccess(vectors.access, vectors.claims.iat);
    expect(access.aud).to.equal('https://trace.example');
    expect(verifyNow(jwk, access.signingInput, access.signature)).to.equal(true);
  });
});
