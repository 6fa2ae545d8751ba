import { parseJson, readEvent, type EpcisEvent, type EventReading } from '@suyuan/domain';
import { expect } from 'chai';

export const LOT = 'urn:epc:class:lgtin:6901234.056789.A';
export const UNIT = 'urn:epc:id:sgtin:6901234.056789.1';
export const SSCC = 'urn:epc:id:sscc:4012345.3000000000';

export type Members = Readonly<Record<string, unknown>>;

export const OBJECT: Members = {
  '@context': [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ex: 'https://ns.example.com/', suyuan: 'urn:suyuan:' },
  ],
  type: 'ObjectEvent',
  eventTime: '2026-05-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  quantityList: [{ epcClass: LOT, quantity: 12.5, uom: 'KGM' }],
};
/** JSON leaves out what is undefined. */
export const WITHOUT: Members = { ...OBJECT, quantityList: undefined };
const NO_ACTION: Members = { ...WITHOUT, action: undefined };
export const AGGREGATION: Members = { ...WITHOUT, type: 'AggregationEvent', parentID: SSCC, childEPCs: [UNIT] };
export const ASSOCIATION: Members = { ...AGGREGATION, type: 'AssociationEvent' };
export const TRANSACTION: Members = {
  ...WITHOUT,
  type: 'TransactionEvent',
  epcList: [UNIT],
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:1' }],
};
export const TRANSFORMATION: Members = {
  ...NO_ACTION,
  type: 'TransformationEvent',
  inputEPCList: [UNIT],
  outputQuantityList: [{ epcClass: LOT, quantity: 3 }],
};

const read = (members: Members): EventReading => readEvent(parseJson(JSON.stringify(members)));
/** Codes, each with the path of what is wrong. */
export const problems = (members: Members): string[] =>
  read(members).errors.map(({ code, facts }) =>
    `${code} ${typeof facts['path'] === 'string' ? facts['path'] : ''}`.trim(),
  );
/** What must be good. */
export const event = (members: Members): EpcisEvent => {
  const { event, errors } = read(members);
  expect(errors.map(({ code, facts }) => ({ code, facts }))).to.deep.equal([]);
  if (event === undefined) throw new Error('no event');
  return event;
};
