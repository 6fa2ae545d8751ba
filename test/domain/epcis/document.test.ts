import {
  EPCIS_CONTEXT_URI,
  parseJson,
  readEpcisDocument,
  readEvent,
  selfContained,
  stringify,
  type JsonObject,
} from '@suyuan/domain';
import { expect } from 'chai';
import { errorOf } from '../identifier/error-of.js';

const EVENT = `{"type":"ObjectEvent","eventTime":"2026-05-01T08:30:00+08:00","eventTimeZoneOffset":"+08:00","action":"ADD",
  "quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.056789.A","quantity":12.50,"uom":"KGM"}],
  "bizStep":"ex:weighing","ilmd":{"ex:origin":"620800","cbvmda:bestBeforeDate":"2026-08-01"}}`;
const file = (members: string) =>
  `{"@context":["${EPCIS_CONTEXT_URI}",{"ex":"https://ns.example.com/","other":"urn:other:"}],"type":"EPCISDocument",
    "schemaVersion":"2.0","creationDate":"2026-05-01T00:00:00Z",${members}}`;

describe('EPCIS document', () => {
  it('holds its events, and what is declared around them', () => {
    const { context, events, ignored } = readEpcisDocument(
      parseJson(
        file(`"epcisHeader":{"epcisMasterData":{}},"ex:from":"ERP","epcisBody":{"eventList":[${EVENT},${EVENT}]}`),
      ),
    );
    expect(events).to.have.length(2);
    expect(ignored).to.deep.equal(['epcisHeader', 'ex:from']);
    expect(readEvent(events[0] ?? null, context).errors).to.deep.equal([]);
  });

  it('may be a bare event or a list of events', () => {
    expect(readEpcisDocument(parseJson(EVENT)).events).to.have.length(1);
    expect(readEpcisDocument(parseJson(`[${EVENT},${EVENT}]`)).events).to.have.length(2);
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    'a query document': ['{"type":"EPCISQueryDocument"}', 'EPCIS_QUERY_DOCUMENT'],
    'query results': [file('"epcisBody":{"queryResults":{}}'), 'EPCIS_QUERY_DOCUMENT'],
    'version 1.2': [file('"epcisBody":{"eventList":[]}').replace('"2.0"', '"1.2"'), 'EPCIS_VERSION'],
    'no version': [
      file('"epcisBody":{"eventList":[]}').replace('"schemaVersion":"2.0",', ''),
      'EPCIS_DOCUMENT_INVALID',
    ],
    'no body': [file('"id":"urn:x:1"'), 'EPCIS_DOCUMENT_INVALID'],
    'no list of events': [file('"epcisBody":{}'), 'EPCIS_DOCUMENT_INVALID'],
    'a member of nobody’s': [file('"eventList":[],"epcisBody":{"eventList":[]}'), 'EPCIS_FIELD_UNKNOWN'],
    'a context to be fetched': [
      file('"epcisBody":{"eventList":[]}').replace(EPCIS_CONTEXT_URI, 'https://example.com/c'),
      'EPCIS_CONTEXT_UNKNOWN',
    ],
    'another type': ['{"type":"Person"}', 'EPCIS_DOCUMENT_INVALID'],
    text: ['"EPCISDocument"', 'EPCIS_DOCUMENT_INVALID'],
  };
  for (const [name, [json, code]] of Object.entries(refused)) {
    it(`is not ${name}`, () => expect(errorOf(() => readEpcisDocument(parseJson(json))).code).to.equal(code));
  }
});

describe('an event that stands alone', () => {
  const { context, events } = readEpcisDocument(parseJson(file(`"epcisBody":{"eventList":[${EVENT}]}`)));
  const alone = selfContained(events[0] as JsonObject, context);

  it('declares the prefixes that it uses, and no others', () => {
    expect(stringify(alone['@context'] ?? null)).to.equal(`["${EPCIS_CONTEXT_URI}",{"ex":"https://ns.example.com/"}]`);
    const read = readEvent(parseJson(stringify(alone)));
    expect(read.errors).to.deep.equal([]);
    expect(read.event).to.deep.equal(readEvent(events[0] ?? null, context).event);
  });

  it('keeps its numbers and the order of its members', () => {
    expect(stringify(alone)).to.contain('"quantity":12.50,');
    expect(Object.keys(alone)).to.deep.equal(['@context', ...Object.keys(events[0] as JsonObject)]);
  });

  it('stays as it is when it is made so again', () => {
    expect(stringify(selfContained(parseJson(stringify(alone)) as JsonObject, context))).to.equal(stringify(alone));
  });

  it('needs no prefixes where it uses none', () => {
    const plain = parseJson('{"type":"ObjectEvent","eventTime":"2026-05-01T08:30:00+08:00"}') as JsonObject;
    expect(selfContained(plain, context)['@context']).to.equal(EPCIS_CONTEXT_URI);
  });
});
