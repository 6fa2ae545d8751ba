import { generateKey, signDocument, webSigner } from '@suyuan/client';
import {
  base64url,
  creditCodeCheck,
  encodeEntry,
  fromBase64url,
  gs1CheckDigit,
  type SignedDocument,
} from '@suyuan/domain';
import type { Sender } from './sender.js';

/** What is wrong with a document: such a one, and the code by which it is refused. */
export const BAD_DOCUMENTS: Readonly<Record<string, (from: Sender) => Promise<readonly [unknown, string]>>> = {
  'a forged signature': async (from) => {
    const document = await from.good();
    const forged = base64url(fromBase64url(document.jws.slice(-86)).map((byte, i) => (i === 40 ? byte ^ 1 : byte)));
    return [{ ...document, jws: document.jws.slice(0, -86) + forged }, 'SIGNATURE_INVALID'];
  },
  'alg none': async (from) => [
    { ...(await from.good()), jws: await withHeader(from.good(), { alg: 'none' }) },
    'ALGORITHM_REFUSED',
  ],
  'another algorithm': async (from) => [
    { ...(await from.good()), jws: await withHeader(from.good(), { alg: 'HS256' }) },
    'ALGORITHM_REFUSED',
  ],
  'an unknown key': async (from) => {
    const stranger = webSigner(await generateKey(from.cast.grower.participant));
    return [await from.events(stranger, from.ship('1')), 'KEY_UNKNOWN'];
  },
  'a participant that nobody registered': async (from) => {
    const seed = '91370683MA3C8AAAA';
    const stranger = webSigner(await generateKey(seed + creditCodeCheck(seed)));
    return [await from.events(stranger, from.ship('1')), 'KEY_UNKNOWN'];
  },
  'another participant’s key': async (from) => {
    const { grower, distributor } = from.cast;
    const kid = `${distributor.participant}:${grower.thumbprint}`;
    return [await from.events({ ...grower, kid, sign: (bytes) => grower.sign(bytes) }, from.ship('1')), 'KEY_UNKNOWN'];
  },
  'another ledger’s document': async (from) => {
    const aud = `urn:suyuan:ledger:suyuan:${'ab'.repeat(32)}`;
    return [await signDocument('events', [from.ship('1')], { aud, signer: from.cast.grower }), 'AUDIENCE_MISMATCH'];
  },
  'an expired document': async (from) => {
    const now = Math.floor(Date.now() / 1000) - 7200;
    return [
      await from.world.sign('events', from.cast.grower, [from.ship('1')], { now, lifetime: 3600 }),
      'DOCUMENT_EXPIRED',
    ];
  },
  'a document from the future': async (from) => {
    const now = Math.floor(Date.now() / 1000) + 7200;
    return [await from.world.sign('events', from.cast.grower, [from.ship('1')], { now }), 'DOCUMENT_FROM_FUTURE'];
  },
  'an entry that is not under the root': async (from) => {
    const document = await from.good();
    return [{ ...document, entries: [encodeEntry(from.ship('1'), new Uint8Array(16))] }, 'ROOT_MISMATCH'];
  },
  'more entries than were signed': async (from) => {
    const document = await from.good();
    return [{ ...document, entries: [...document.entries, ...document.entries] }, 'ENTRY_COUNT'];
  },
  'a role that is not entitled': async (from) => {
    const { laboratory, distributor } = from.cast;
    return [await from.events(laboratory, from.world.shippingOf('A1', '1', laboratory, distributor)), 'NOT_ENTITLED'];
  },
  'another firm’s GTIN': async (from) => {
    const digits = '0695555555555';
    const lot = `https://id.gs1.org/01/${digits}${gs1CheckDigit(digits)}/10/X`;
    const text = JSON.stringify(from.world.commissioningOf('B2')).replace(/https:\/\/id\.gs1\.org\/01\/[^"]+/, lot);
    return [await from.events(from.cast.grower, quantified(text, '2000')), 'PREFIX_NOT_OWNED'];
  },
  'shipping more than is held': async (from) => [
    await from.events(from.cast.grower, from.ship('91')),
    'INSUFFICIENT_QUANTITY',
  ],
  'receiving what was not shipped': async (from) => {
    const nowhere = `${'A'.repeat(43)}#0` as const;
    return [await from.events(from.cast.distributor, from.world.receivingOf(nowhere, 'A1', '1')), 'SHIPMENT_UNKNOWN'];
  },
  'receiving another’s delivery': async (from) => {
    const event = from.world.receivingOf(`${from.shipment}#0`, 'A1', '10');
    return [await from.events(from.cast.retailer, event), 'NOT_CONSIGNEE'];
  },
  'receiving more than was shipped': async (from) => {
    const event = from.world.receivingOf(`${from.shipment}#0`, 'A1', '11');
    return [await from.events(from.cast.distributor, event), 'OVER_RECEIPT'];
  },
  'a wrong check digit': async (from) => {
    const text = from
      .ship('1')
      .replace(/\/01\/(\d{13})(\d)/, (_, head: string, digit: string) => `/01/${head}${(Number(digit) + 1) % 10}`);
    return [await from.events(from.cast.grower, text), 'CHECK_DIGIT'];
  },
  'a quantity of zero': async (from) => [await from.events(from.cast.grower, from.ship('0')), 'QUANTITY_INVALID'],
  'a quantity below zero': async (from) => [await from.events(from.cast.grower, from.ship('-1')), 'QUANTITY_INVALID'],
  'a quantity of 1e999': async (from) => [await from.events(from.cast.grower, from.ship('1e999')), 'QUANTITY_INVALID'],
  'a quantity of twenty decimals': async (from) => [
    await from.events(from.cast.grower, from.ship('1.12345678901234567890')),
    'QUANTITY_INVALID',
  ],
  'a citizen number in free text': async (from) => {
    const text = from.ship('1').replace(/\}$/, ',"suyuan:remark":"收货人 11010519491231002X"}');
    return [await from.events(from.cast.grower, text), 'PERSONAL_DATA'];
  },
  'a step that no rule supports': async (from) => [
    await from.events(from.cast.grower, from.ship('1').replace('"shipping"', '"picking"')),
    'STEP_UNSUPPORTED',
  ],
  'deep JSON within an entry': async (from) => {
    const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    return [await from.rawEntry(deep), 'JSON_TOO_DEEP'];
  },
  'a name that stands twice in an entry': async (from) => [await from.rawEntry('{"a":1,"a":2}'), 'JSON_DUPLICATE_NAME'],
  '__proto__ in an entry': async (from) => [await from.rawEntry('{"__proto__":{"a":1}}'), 'JSON_FORBIDDEN_NAME'],
  'an access token as a document': async (from) => {
    return [{ jws: await from.world.token(from.cast.grower), entries: ['eyJhIjoxfQ'] }, 'KIND_UNKNOWN'];
  },
  'no document at all': () => Promise.resolve([{ jws: 7 }, 'DOCUMENT_INVALID']),
  'a document with something added': async (from) => [{ ...(await from.good()), comment: 'x' }, 'DOCUMENT_INVALID'],
  'a witness that is none': async (from) => [{ ...(await from.good()), witness: [] }, 'FIELD_TYPE'],
  'a JWS of two parts': () => Promise.resolve([{ jws: 'a.b', entries: ['YQ'] }, 'JWS_INVALID']),
};

async function withHeader(document: Promise<SignedDocument>, change: object): Promise<string> {
  const [header = '', ...rest] = (await document).jws.split('.');
  const changed = { ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), ...change };
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
}

/** JSON.stringify writes the quantities of acts as objects: as numbers again. */
function quantified(text: string, quantity: string): string {
  return text.replace(/"quantity":\{[^}]*\}/, `"quantity":${quantity}`);
}
