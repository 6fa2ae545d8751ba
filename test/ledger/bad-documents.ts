import { randomBytes } from 'node:crypto';
import { keyAddition, keyRevocation, certificateRevocation, suspension } from '@suyuan/client';
import {
  accessInput,
  compactJws,
  documentInput,
  encodeEntry,
  formatKeyId,
  proofInput,
  stringify,
  type Code,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { creditCode, Firm, sha256, type Claims } from '../support/firm.js';
import { PREFIX } from '../support/world.js';
import { seconds, type Market } from './market.js';

/** What must be refused, and why. Entries that fail are the first of their document unless said. */
export interface BadDocument {
  readonly title: string;
  readonly document: SignedDocument;
  readonly code: Code;
}

/** What bad documents are made of: goods, shipments and keys that are on the ledger for them. */
export interface BadWorld {
  readonly market: Market;
  /** 100 kg, all the producer's. */
  readonly lot: string;
  /** 10 kg of another lot on their way to the distributor. */
  readonly open: { readonly ref: `${string}#${number}`; readonly lot: string };
  /** The same, received. */
  readonly closed: { readonly ref: `${string}#${number}`; readonly lot: string };
  /** Its compliance certificate was revoked after it was made. */
  readonly bare: string;
  /** A laboratory failed it. */
  readonly failed: string;
  readonly revoked: Firm;
  readonly suspended: Firm;
}

export async function prepareBadWorld(market: Market): Promise<BadWorld> {
  const { producer, regulator, laboratory } = market;
  const [lot, openLot, closedLot, bare, failed] = await Promise.all(
    Array.from({ length: 5 }, () => market.lot('100', market.newLot())),
  );
  const names = { lot: lot ?? '', openLot: openLot ?? '', closedLot: closedLot ?? '' };
  const open = { ref: await market.shipped(names.openLot, '10'), lot: names.openLot };
  const closed = { ref: await market.shipped(names.closedLot, '10'), lot: names.closedLot };
  await market.must(market.distributor, 'events', [market.receiving(closed.ref, closed.lot, '10')]);
  const number = `C-${(bare ?? '').slice(-5)}`;
  await market.must(producer, 'certificate', [certificateRevocation(number, '检验方法有误')]);
  const failure = { ...market.compliance(failed ?? '', 'J-1'), type: 'inspection', result: 'fail' };
  await market.sample(failed ?? '');
  await market.must(laboratory, 'certificate', [failure]);
  const revoked = new Firm(producer.id);
  await market.must(producer, 'key', [keyAddition(revoked.proof())]);
  await market.must(producer, 'key', [keyRevocation(producer.id, revoked.thumbprint, '员工离职')]);
  const suspended = new Firm(creditCode(20));
  await market.must(regulator, 'participant', [market.registration(suspended, '某批发公司', ['producer'], ['69077'])]);
  await market.must(regulator, 'participant', [suspension(suspended.id, '许可证过期')]);
  return { ...{ market, lot: names.lot, open, closed, revoked, suspended }, bare: bare ?? '', failed: failed ?? '' };
}

/** An events document whose entries are these texts, be they JSON or not. */
function texts(firm: Firm, all: readonly string[], claims: Claims): SignedDocument {
  return encoded(
    firm,
    all.map((text) => encodeEntry(text, randomBytes(16))),
    claims,
  );
}

function encoded(firm: Firm, entries: readonly string[], { aud, iat, exp = iat + 3600 }: Claims): SignedDocument {
  const input = documentInput('events', firm.kid, { aud, iat, exp }, entries, sha256);
  return { jws: compactJws(input, firm.sign(input)), entries };
}

/** Signed by the firm, under a header of one's own. */
function headed(document: SignedDocument, firm: Firm, change: (header: Record<string, unknown>) => void) {
  const [head = '', payload = ''] = document.jws.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
  change(header);
  const input = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
  return { jws: compactJws(input, firm.sign(input)), entries: document.entries };
}

/** Documents that are wrong by themselves, whatever the ledger holds. */
export function illFormed({ market: m, lot }: BadWorld): BadDocument[] {
  const { producer: firm, aud } = m;
  const good = () => m.shipping(lot, '1');
  const json = (event: JsonObject = good()) => stringify(event);
  const claims = () => ({ aud, iat: seconds() });
  const text = (title: string, code: Code, ...all: string[]): BadDocument => {
    return { title, code, document: texts(firm, all, claims()) };
  };
  const quantity = (number: string) => json().replace('"quantity":1,', `"quantity":${number},`);
  const signed = m.sign(firm, 'events', [good()]);
  const { jws, entries } = signed;
  const [head = '', payload = ''] = jws.split('.');
  const proof = proofInput(firm.jwk, firm.id, seconds());
  const access = accessInput(firm.kid, { aud, iat: seconds(), exp: seconds() + 60 });
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  return [
    { title: 'alg: none', code: 'ALGORITHM_REFUSED', document: headed(signed, firm, (h) => (h['alg'] = 'none')) },
    { title: 'HS256', code: 'ALGORITHM_REFUSED', document: headed(signed, firm, (h) => (h['alg'] = 'HS256')) },
    { title: 'ES384', code: 'ALGORITHM_REFUSED', document: headed(signed, firm, (h) => (h['alg'] = 'ES384')) },
    { title: 'no signature', code: 'SIGNATURE_INVALID', document: { jws: `${head}.${payload}.`, entries } },
    { title: 'no JWS', code: 'JWS_INVALID', document: { jws: head, entries } },
    { title: 'a header of more', code: 'FIELD_UNKNOWN', document: headed(signed, firm, (h) => (h['b64'] = false)) },
    {
      title: 'an unknown kind',
      code: 'KIND_UNKNOWN',
      document: headed(signed, firm, (h) => (h['typ'] = 'vnd.suyuan.x')),
    },
    {
      title: 'a proof of possession',
      code: 'KIND_UNKNOWN',
      document: { jws: compactJws(proof, firm.sign(proof)), entries },
    },
    { title: 'a token', code: 'KIND_UNKNOWN', document: { jws: compactJws(access, firm.sign(access)), entries } },
    { title: 'a key id of no form', code: 'KEY_ID_INVALID', document: headed(signed, firm, (h) => (h['kid'] = 'me')) },
    { title: 'another entry than signed', code: 'ROOT_MISMATCH', document: { jws, entries: swapped(m, lot) } },
    { title: 'an entry too many', code: 'ENTRY_COUNT', document: { jws, entries: [...entries, ...swapped(m, lot)] } },
    { title: 'an entry too few', code: 'ENTRY_COUNT', document: { jws, entries: [] } },
    { title: 'an entry that is no pair', code: 'ENTRY_INVALID', document: encoded(firm, [encode('{}')], claims()) },
    { title: 'an entry in no base64url', code: 'BAD_ENCODING', document: encoded(firm, ['=§='], claims()) },
    text('malformed JSON', 'JSON_INVALID', `${json().slice(0, -1)},}`),
    text('deep JSON', 'JSON_TOO_DEEP', json().replace('"type"', `"suyuan:x":${deep(5000)},"type"`)),
    text('a name twice', 'JSON_DUPLICATE_NAME', json().replace('"type"', '"action":"ADD","type"')),
    text('__proto__', 'JSON_FORBIDDEN_NAME', json().replace('"type"', '"__proto__":{"admin":true},"type"')),
    text(
      'an event of 100 KB',
      'ENTRY_TOO_LARGE',
      json().replace('"type"', `"suyuan:x":"${'苹'.repeat(33_000)}","type"`),
    ),
    text('10 MB', 'DOCUMENT_TOO_LARGE', ...Array.from({ length: 160 }, () => `"${'x'.repeat(64_000)}"`)),
    text('quantity 0', 'QUANTITY_INVALID', quantity('0')),
    text('quantity −1', 'QUANTITY_INVALID', quantity('-1')),
    text('quantity 1e999', 'QUANTITY_INVALID', quantity('1e999')),
    text('twenty decimals', 'QUANTITY_INVALID', quantity('0.12345678901234567891')),
    text('a wrong check digit', 'CHECK_DIGIT', json().replace('06901234567892', '06901234567893')),
    text('a citizen number', 'PERSONAL_DATA', json({ ...good(), 'suyuan:note': '收货人 11010519491231002X' })),
    text('a step unknown here', 'STEP_UNSUPPORTED', json({ ...good(), bizStep: 'picking' })),
    text('no event at all', 'FIELD_TYPE', '[]'),
  ];
}

function swapped(m: Market, lot: string): readonly string[] {
  return m.sign(m.producer, 'events', [m.shipping(lot, '2')]).entries;
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Documents that are well formed: what the ledger holds makes them wrong. */
export function unlawful(world: BadWorld): BadDocument[] {
  const { market: m, lot, open, closed, bare, failed, revoked, suspended } = world;
  const { producer, distributor, laboratory, rival, retailer } = m;
  const by = (firm: Firm, title: string, code: Code, event: object): BadDocument => {
    return { title, code, document: m.sign(firm, 'events', [event]) };
  };
  const claimed = (title: string, code: Code, claims: Partial<Claims>): BadDocument => {
    return { title, code, document: m.sign(producer, 'events', [m.shipping(lot, '1')], claims) };
  };
  const stranger = new Firm(producer.id);
  const day = 86_400;
  const ship = m.shipping(lot, '1');
  const forged = (title: string, code: Code, firm: Firm, kid?: string): BadDocument => {
    return { title, code, document: m.sign(firm, 'events', [m.shipping(lot, '1')], {}, kid) };
  };
  const borrowed = formatKeyId({ participant: distributor.id, thumbprint: producer.thumbprint });
  return [
    forged('a forged signature', 'SIGNATURE_INVALID', stranger, producer.kid),
    forged('an unknown key', 'KEY_UNKNOWN', stranger),
    forged("another participant's key", 'KEY_UNKNOWN', producer, borrowed),
    forged('a revoked key', 'KEY_REVOKED', revoked),
    by(suspended, 'a suspended participant', 'PARTICIPANT_SUSPENDED', m.shipping(lot, '1', suspended)),
    claimed("another ledger's document", 'AUDIENCE_MISMATCH', {
      aud: m.aud.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    }),
    claimed('an expired one', 'DOCUMENT_EXPIRED', { iat: seconds() - 2 * day, exp: seconds() - day }),
    claimed('one from the future', 'DOCUMENT_FROM_FUTURE', { iat: seconds() + day, exp: seconds() + 2 * day }),
    claimed('one that lives for a year', 'LIFETIME_INVALID', { iat: seconds(), exp: seconds() + 365 * day }),
    by(producer, 'in the name of another', 'NOT_SIGNER', m.shipping(lot, '1', rival)),
    by(laboratory, 'a role not entitled', 'NOT_ENTITLED', m.birth(m.newLot(), '5', laboratory)),
    by(rival, "another firm's GTIN", 'PREFIX_NOT_OWNED', m.birth(m.newLot(), '5', rival)),
    by(producer, 'a lot that is there', 'LOT_EXISTS', m.birth(lot, '5')),
    by(producer, 'a lot without its certificate', 'CERTIFICATE_REQUIRED', m.birth(m.newLot(), '5')),
    by(producer, 'a unit of no weight', 'UNIT_MISMATCH', m.birth(m.newLot(), '5', producer, 'LTR')),
    by(producer, 'more than held', 'INSUFFICIENT_QUANTITY', m.shipping(lot, '100.000001')),
    by(distributor, 'what is not held', 'NOT_HOLDER', m.shipping(lot, '1', distributor, retailer)),
    by(producer, 'a lot unknown', 'LOT_UNKNOWN', m.shipping(m.newLot(), '1')),
    by(producer, 'to oneself', 'PARTY_SELF', m.shipping(lot, '1', producer, producer)),
    by(producer, 'to who may not receive', 'NOT_ENTITLED', m.shipping(lot, '1', producer, laboratory)),
    by(producer, 'to nobody known', 'PARTICIPANT_UNKNOWN', m.shipping(lot, '1', producer, new Firm(creditCode(77)))),
    by(producer, 'under a revoked certificate', 'CERTIFICATE_REVOKED', m.shipping(bare, '1')),
    by(producer, 'a lot that failed', 'CERTIFICATE_FAILED', m.shipping(failed, '1')),
    by(distributor, 'receiving what was not shipped', 'SHIPMENT_UNKNOWN', m.receiving(`${'A'.repeat(43)}#0`, lot, '1')),
    by(distributor, 'receiving twice', 'SHIPMENT_CLOSED', m.receiving(closed.ref, closed.lot, '10')),
    by(distributor, 'receiving too much', 'OVER_RECEIPT', m.receiving(open.ref, open.lot, '10.5')),
    by(distributor, 'receiving another lot', 'LINES_MISMATCH', m.receiving(open.ref, lot, '1')),
    by(retailer, "receiving another's goods", 'NOT_CONSIGNEE', m.receiving(open.ref, open.lot, '10')),
    by(producer, 'an event of tomorrow', 'EVENT_FROM_FUTURE', { ...ship, eventTime: at(day) }),
    by(producer, 'an event of last year', 'EVENT_ORDER', { ...ship, eventTime: at(-365 * day) }),
    {
      title: 'a prefix that is taken',
      code: 'IDENTIFIER_TAKEN',
      document: m.sign(m.regulator, 'participant', [
        m.registration(new Firm(creditCode(78)), '某公司', ['producer'], [`${PREFIX}5`]),
      ]),
    },
  ];
}

function at(offset: number): string {
  return new Date(Date.now() + offset * 1000).toISOString();
}
