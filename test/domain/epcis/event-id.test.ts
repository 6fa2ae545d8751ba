import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  checkEventId,
  eventId,
  parseEvent,
  parseJson,
  preHash,
  readContext,
  readEvent,
  selfContained,
  STANDARD_CONTEXT,
  stringify,
  type JsonObject,
} from '@suyuan/domain';
import { expect } from 'chai';
import { errorOf } from '../identifier/error-of.js';

const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

interface Row {
  name: string;
  event: unknown;
  preHash: string;
  eventId: string;
  same?: unknown[];
}

const { events } = JSON.parse(readFileSync(new URL('../../vectors/event-ids.json', import.meta.url), 'utf8')) as {
  events: Row[];
};

describe('event hash id', () => {
  for (const row of events) {
    it(row.name, () => {
      for (const written of [row.event, ...(row.same ?? [])]) {
        const event = parseEvent(parseJson(JSON.stringify(written)));
        expect(preHash(event)).to.equal(row.preHash);
        expect(eventId(event, hash)).to.equal(row.eventId);
      }
      expect(row.eventId).to.equal(
        `ni:///sha-256;${createHash('sha256').update(row.preHash).digest('hex')}?ver=CBV2.0`,
      );
    });
  }

  const shipped = (members: string) =>
    parseJson(`{"type":"ObjectEvent","eventTime":"2026-05-01T08:30:00+08:00","eventTimeZoneOffset":"+08:00",
      "action":"OBSERVE","quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.056789.A","quantity":1.50,"uom":"KGM"}]
      ${members}}`);

  it('numbers have no zeros at the end, whatever they were written with', () => {
    expect(preHash(parseEvent(shipped('')))).to.contain('quantity=1.5uom=KGM');
    const numbers = ',"@context":{"ex":"https://ns.example.com/"},"ex:n":[1.0,1e2,-0.0,0.3434000,1.5E-3,120]';
    expect(preHash(parseEvent(shipped(numbers)))).to.contain(
      '{https://ns.example.com/}n=0{https://ns.example.com/}n=0.0015{https://ns.example.com/}n=0.3434' +
        '{https://ns.example.com/}n=1{https://ns.example.com/}n=100{https://ns.example.com/}n=120',
    );
  });

  it('sorts by code point, not by UTF-16 unit', () => {
    const text = preHash(parseEvent(shipped(',"@context":{"ex":"https://ns.example.com/"},"ex:n":["😀","\uff01"]')));
    expect(text.indexOf('！')).to.be.lessThan(text.indexOf('😀'));
  });

  it('tells apart events that differ in what is withheld', () => {
    const digest = createHash('sha256').update('salted').digest('base64url');
    const withheld = readEvent(shipped(`,"_sd":["${digest}"]`));
    expect(withheld.errors).to.deep.equal([]);
    expect(withheld.event && preHash(withheld.event)).to.contain(`_sd=${digest}`);
  });

  it('is checked where an event gives it as its eventID', () => {
    const id = eventId(parseEvent(shipped('')), hash);
    checkEventId(parseEvent(shipped(`,"eventID":"${id}"`)), hash);
    checkEventId(parseEvent(shipped(',"eventID":"urn:uuid:5d3c82cc-3fb2-4b70-af4a-914f1f839c5b"')), hash);
    const other = parseEvent(
      shipped(`,"eventID":"${id.replace(/[0-9a-f]\?/, (end) => (end === '0?' ? '1?' : '0?'))}"`),
    );
    expect(errorOf(() => checkEventId(other, hash)).facts).to.include({ expected: id });
  });

  it('does not change when an event is made to stand alone', () => {
    for (const row of events) {
      const event = parseJson(JSON.stringify(row.event)) as JsonObject;
      const outer = readContext(event['@context'], STANDARD_CONTEXT, '@context');
      const alone = selfContained(event, outer);
      expect(eventId(parseEvent(parseJson(stringify(alone))), hash)).to.equal(row.eventId);
    }
  });
});
