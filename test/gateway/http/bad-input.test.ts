import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { documentId, generateKey, proveKey, signDocument, webSigner, type Signer } from '@suyuan/client';
import {
  base64url,
  compactJws,
  creditCodeCheck,
  documentInput,
  encodeEntry,
  fromBase64url,
  gs1CheckDigit,
  utf8,
  type ItemAnswer,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { codes, refusal } from './outcomes.js';
import { lotPath, World } from './world.js';

describe('gateway: bad input', () => {
  let world: World;
  let shipment: string;
  before(async () => {
    world = await World.start();
    await world.populate();
    const { grower, distributor } = world.cast;
    for (const lot of ['A1', 'B2', 'RACE']) await world.commission(lot, '100');
    shipment = await world.send('events', grower, world.shippingOf('A1', '10', grower, distributor));
  });
  after(() => world.stop());

  let n = 0;
  /** A good document of its own, to travel with bad ones. */
  const good = () => {
    const { grower, distributor } = world.cast;
    n++;
    return world.sign('events', grower, [
      world.shippingOf('B2', `0.${String(n).padStart(3, '0')}`, grower, distributor),
    ]);
  };
  const events = (signer: Signer, ...values: (JsonObject | string)[]) => world.sign('events', signer, values);
  const ship = (quantity: string) => {
    const { grower, distributor } = world.cast;
    const text = JSON.stringify(world.shippingOf('A1', '1', grower, distributor), (_, value: unknown) => value);
    return text.replace(/"quantity":(1|\{[^}]*\})/, `"quantity":${quantity}`);
  };

  const cases: Record<string, () => Promise<readonly [unknown, string]>> = {
    'a forged signature': async () => {
      const document = await good();
      const forged = base64url(fromBase64url(document.jws.slice(-86)).map((byte, i) => (i === 40 ? byte ^ 1 : byte)));
      return [{ ...document, jws: document.jws.slice(0, -86) + forged }, 'SIGNATURE_INVALID'];
    },
    'alg none': async () => [
      { ...(await good()), jws: await withHeader(good(), { alg: 'none' }) },
      'ALGORITHM_REFUSED',
    ],
    'another algorithm': async () => [
      { ...(await good()), jws: await withHeader(good(), { alg: 'HS256' }) },
      'ALGORITHM_REFUSED',
    ],
    'an unknown key': async () => {
      const stranger = webSigner(await generateKey(world.cast.grower.participant));
      return [await events(stranger, ship('1')), 'KEY_UNKNOWN'];
    },
    'a participant that nobody registered': async () => {
      const seed = '91370683MA3C8AAAA';
      const stranger = webSigner(await generateKey(seed + creditCodeCheck(seed)));
      return [await events(stranger, ship('1')), 'KEY_UNKNOWN'];
    },
    'another participant’s key': async () => {
      const { grower, distributor } = world.cast;
      const kid = `${distributor.participant}:${grower.thumbprint}`;
      return [await events({ ...grower, kid, sign: (bytes) => grower.sign(bytes) }, ship('1')), 'KEY_UNKNOWN'];
    },
    'another ledger’s document': async () => {
      const aud = `urn:suyuan:ledger:suyuan:${'ab'.repeat(32)}`;
      return [await signDocument('events', [ship('1')], { aud, signer: world.cast.grower }), 'AUDIENCE_MISMATCH'];
    },
    'an expired document': async () => {
      const now = Math.floor(Date.now() / 1000) - 7200;
      return [await world.sign('events', world.cast.grower, [ship('1')], { now, lifetime: 3600 }), 'DOCUMENT_EXPIRED'];
    },
    'a document from the future': async () => {
      const now = Math.floor(Date.now() / 1000) + 7200;
      return [await world.sign('events', world.cast.grower, [ship('1')], { now }), 'DOCUMENT_FROM_FUTURE'];
    },
    'an entry that is not under the root': async () => {
      const document = await good();
      return [{ ...document, entries: [encodeEntry(ship('1'), new Uint8Array(16))] }, 'ROOT_MISMATCH'];
    },
    'more entries than were signed': async () => {
      const document = await good();
      return [{ ...document, entries: [...document.entries, ...document.entries] }, 'ENTRY_COUNT'];
    },
    'a role that is not entitled': async () => {
      const { laboratory, distributor } = world.cast;
      return [await events(laboratory, world.shippingOf('A1', '1', laboratory, distributor)), 'NOT_ENTITLED'];
    },
    'another firm’s GTIN': async () => {
      const digits = '0695555555555';
      const lot = `https://id.gs1.org/01/${digits}${gs1CheckDigit(digits)}/10/X`;
      const text = JSON.stringify(world.commissioningOf('B2')).replace(/https:\/\/id\.gs1\.org\/01\/[^"]+/, lot);
      return [await events(world.cast.grower, quantified(text, '2000')), 'PREFIX_NOT_OWNED'];
    },
    'shipping more than is held': async () => [await events(world.cast.grower, ship('91')), 'INSUFFICIENT_QUANTITY'],
    'receiving what was not shipped': async () => {
      const nowhere = `${'A'.repeat(43)}#0` as const;
      return [await events(world.cast.distributor, world.receivingOf(nowhere, 'A1', '1')), 'SHIPMENT_UNKNOWN'];
    },
    'receiving another’s delivery': async () => {
      const event = world.receivingOf(`${shipment}#0`, 'A1', '10');
      return [await events(world.cast.retailer, event), 'NOT_CONSIGNEE'];
    },
    'receiving more than was shipped': async () => {
      const event = world.receivingOf(`${shipment}#0`, 'A1', '11');
      return [await events(world.cast.distributor, event), 'OVER_RECEIPT'];
    },
    'a wrong check digit': async () => {
      const text = ship('1').replace(
        /\/01\/(\d{13})(\d)/,
        (_, head: string, digit: string) => `/01/${head}${(Number(digit) + 1) % 10}`,
      );
      return [await events(world.cast.grower, text), 'CHECK_DIGIT'];
    },
    'a quantity of zero': async () => [await events(world.cast.grower, ship('0')), 'QUANTITY_INVALID'],
    'a quantity below zero': async () => [await events(world.cast.grower, ship('-1')), 'QUANTITY_INVALID'],
    'a quantity of 1e999': async () => [await events(world.cast.grower, ship('1e999')), 'QUANTITY_INVALID'],
    'a quantity of twenty decimals': async () => [
      await events(world.cast.grower, ship('1.12345678901234567890')),
      'QUANTITY_INVALID',
    ],
    'a citizen number in free text': async () => {
      const text = ship('1').replace(/\}$/, ',"suyuan:remark":"收货人 11010519491231002X"}');
      return [await events(world.cast.grower, text), 'PERSONAL_DATA'];
    },
    'a step that no rule supports': async () => [
      await events(world.cast.grower, ship('1').replace('"shipping"', '"picking"')),
      'STEP_UNSUPPORTED',
    ],
    'deep JSON within an entry': async () => {
      const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
      return [await rawEntry(deep), 'JSON_TOO_DEEP'];
    },
    'a name that stands twice in an entry': async () => [await rawEntry('{"a":1,"a":2}'), 'JSON_DUPLICATE_NAME'],
    '__proto__ in an entry': async () => [await rawEntry('{"__proto__":{"a":1}}'), 'JSON_FORBIDDEN_NAME'],
    'an access token as a document': async () => {
      return [{ jws: await world.token(world.cast.grower), entries: ['eyJhIjoxfQ'] }, 'KIND_UNKNOWN'];
    },
    'no document at all': () => Promise.resolve([{ jws: 7 }, 'DOCUMENT_INVALID']),
    'a document with something added': async () => [{ ...(await good()), comment: 'x' }, 'DOCUMENT_INVALID'],
    'a witness that is none': async () => [{ ...(await good()), witness: [] }, 'FIELD_TYPE'],
    'a JWS of two parts': () => Promise.resolve([{ jws: 'a.b', entries: ['YQ'] }, 'JWS_INVALID']),
  };

  /** An entry that no well-meaning signer would make. */
  async function rawEntry(json: string): Promise<SignedDocument> {
    const { grower } = world.cast;
    const entries = [encodeEntry(json, new Uint8Array(16))];
    const iat = Math.floor(Date.now() / 1000);
    const claims = { aud: world.aud, iat, exp: iat + 3600 };
    const input = documentInput('events', grower.kid, claims, entries, (bytes) =>
      createHash('sha256').update(bytes).digest(),
    );
    return { jws: compactJws(input, await grower.sign(utf8(input))), entries };
  }

  describe('alone', () => {
    for (const [what, make] of Object.entries(cases)) {
      it(`${what} is refused with its code`, async () => {
        const height = world.gateway.service.index.height;
        const [document, code] = await make();
        const answer = await world.post(document);
        const problem = refusal(answer);
        expect(problem.code, answer.text).to.equal(code);
        expect(problem.results[0]).to.include({ status: 'refused' });
        expect(problem.results[0]?.errors?.[0]?.message)
          .to.be.a('string')
          .and.not.match(/\{[a-zA-Z]+\}/);
        expect(world.embedded.height, 'nothing of it in any block').to.equal(height);
      });
    }
  });

  it('leaves the documents that travel with it unharmed', async () => {
    const documents: unknown[] = [];
    const expected: string[] = [];
    for (const make of Object.values(cases)) {
      const [document, code] = await make();
      documents.push(document, await good());
      expected.push(code, 'accepted');
    }
    const answer = await world.post({ documents });
    expect(answer.status).to.equal(207);
    expect(codes(answer)).to.deep.equal(expected);
  });

  it('lets an SSCC pass that looks like a bank card', async () => {
    const body = '00690123456789012';
    const remark = `,"suyuan:pallet":"https://id.gs1.org/00/${body}${gs1CheckDigit(body)}"}`;
    const document = await events(world.cast.grower, ship('0.5').replace(/\}$/, remark));
    expect((await world.post(document)).status).to.equal(200);
  });

  it('tells every entry that fails, of three hundred', async () => {
    const document = await world.sign(
      'events',
      world.cast.grower,
      Array.from({ length: 300 }, () => ship('100000')),
    );
    const began = Date.now();
    const [bad, fine] = [
      refusal(await world.post(document)),
      await world.post({ documents: [document, await good()] }),
    ];
    expect(Date.now() - began).to.be.below(8_000);
    expect(bad.results[0]?.errors).to.have.length(300);
    expect(bad.results[0]?.errors?.map(({ entry }) => entry)).to.deep.equal(Array.from({ length: 300 }, (_, i) => i));
    expect(codes(fine)[1]).to.equal('accepted');
  });

  it('lets exactly one of two win the same stock, and tells the other which document did', async () => {
    const { grower, distributor } = world.cast;
    const rivals = await Promise.all(
      Array.from({ length: 8 }, () => events(grower, world.shippingOf('RACE', '100', grower, distributor))),
    );
    const answers = await Promise.all(rivals.map((document) => world.post(document)));
    const winner = rivals[answers.findIndex(({ status }) => status === 200)] as SignedDocument;
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      const problem = refusal(answer);
      expect(problem).to.include({ code: 'INSUFFICIENT_QUANTITY', status: 409 });
      expect(problem.facts).to.include({ document: documentId(winner) });
    }
  });

  it('refuses what is received twice', async () => {
    const { grower, distributor } = world.cast;
    const id = await world.send('events', grower, world.shippingOf('B2', '1', grower, distributor));
    await world.send('events', distributor, world.receivingOf(`${id}#0`, 'B2', '1'));
    const again = await events(distributor, world.receivingOf(`${id}#0`, 'B2', '1'));
    expect(refusal(await world.post(again)).code).to.equal('SHIPMENT_CLOSED');
  });

  it('refuses what a revoked key signs', async () => {
    const { regulator, grower } = world.cast;
    const spare = webSigner(await generateKey(grower.participant));
    await world.send('key', grower, { action: 'add', proof: await proveKey(spare) });
    expect(codes(await world.post(await events(spare, ship('0.1'))))).to.deep.equal(['accepted']);
    const { participant, thumbprint } = spare;
    const revocation = await world.send('key', regulator, {
      action: 'revoke',
      participant,
      thumbprint,
      reason: '遗失',
    });
    expect(refusal(await world.post(await events(spare, ship('0.1')))).code).to.equal('KEY_REVOKED');
    const item = (await world.get(`/api/v1/items/${lotPath('A1')}`)).json as ItemAnswer;
    expect(item.evidence.documents).to.include.keys(revocation);
  });
});

async function withHeader(document: Promise<SignedDocument>, change: object): Promise<string> {
  const [header = '', ...rest] = (await document).jws.split('.');
  const changed = { ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), ...change };
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
}

/** JSON.stringify writes the quantities of acts as objects: as numbers again. */
function quantified(text: string, quantity: string): string {
  return text.replace(/"quantity":\{[^}]*\}/, `"quantity":${quantity}`);
}
