import { parseJson, readEvent } from '@suyuan/domain';
import { expect } from 'chai';
import {
  AGGREGATION,
  ASSOCIATION,
  LOT,
  OBJECT,
  problems,
  SSCC,
  TRANSACTION,
  TRANSFORMATION,
  UNIT,
  WITHOUT,
  type Members,
} from './sample-events.js';

describe('EPCIS event', () => {
  const refused: Readonly<Record<string, readonly [Members, ...string[]]>> = {
    'no type': [{ ...OBJECT, type: undefined }, 'FIELD_MISSING type'],
    'a type of nobody’s': [{ ...OBJECT, type: 'QuantityEvent' }, 'EPCIS_TYPE_UNKNOWN'],
    'no time': [{ ...OBJECT, eventTime: undefined }, 'FIELD_MISSING eventTime'],
    'a time without zone': [{ ...OBJECT, eventTime: '2026-05-01T08:30:00' }, 'EPCIS_TIME_INVALID eventTime'],
    'a time that is a number': [{ ...OBJECT, eventTime: 1 }, 'FIELD_TYPE eventTime'],
    'no offset': [{ ...OBJECT, eventTimeZoneOffset: undefined }, 'FIELD_MISSING eventTimeZoneOffset'],
    'an offset of no clock': [{ ...OBJECT, eventTimeZoneOffset: '+8' }, 'FIELD_VALUE eventTimeZoneOffset'],
    'no action': [{ ...OBJECT, action: undefined }, 'FIELD_MISSING action'],
    'another action': [{ ...OBJECT, action: 'add' }, 'FIELD_VALUE action'],
    'an action where there is none': [{ ...TRANSFORMATION, action: 'ADD' }, 'EPCIS_FIELD_UNKNOWN action'],
    'a misspelt field': [{ ...OBJECT, bizstep: 'shipping' }, 'EPCIS_FIELD_UNKNOWN bizstep'],
    'a field of another type': [{ ...OBJECT, parentID: SSCC }, 'EPCIS_FIELD_UNKNOWN parentID'],
    'an extension without namespace': [{ ...OBJECT, ilmd: { colour: 'red' } }, 'EPCIS_FIELD_UNKNOWN ilmd.colour'],
    'the same inside of an extension': [{ ...OBJECT, 'ex:a': [{ b: 1 }] }, 'EPCIS_FIELD_UNKNOWN ex:a[0].b'],
    'a prefix that is not declared': [{ ...OBJECT, 'nope:a': 1 }, 'EPCIS_PREFIX_UNKNOWN nope:a'],
    'an extension in a list element': [
      { ...OBJECT, quantityList: [{ epcClass: LOT, 'ex:a': 1 }] },
      'EPCIS_FIELD_UNKNOWN quantityList[0].ex:a',
    ],
    'two names of one extension': [
      { ...OBJECT, '@context': { a: 'urn:x:', b: 'urn:x:' }, 'a:n': 1, 'b:n': 2 },
      'JSON_DUPLICATE_NAME b:n',
    ],
    'nothing that it is about': [{ ...WITHOUT }, 'EPCIS_EMPTY'],
    'empty lists': [{ ...WITHOUT, epcList: [], quantityList: [] }, 'EPCIS_EMPTY'],
    'a list that is none': [{ ...WITHOUT, epcList: UNIT }, 'FIELD_TYPE epcList'],
    'a wrong check digit': [
      { ...WITHOUT, epcList: ['https://id.gs1.org/01/06901234567893/21/1'] },
      'CHECK_DIGIT epcList[0]',
    ],
    'no URI': [{ ...WITHOUT, epcList: ['apple'] }, 'EPCIS_URI_INVALID epcList[0]'],
    'a URI with a space': [{ ...WITHOUT, epcList: ['urn:a b'] }, 'EPCIS_URI_INVALID epcList[0]'],
    'a class among instances': [{ ...WITHOUT, epcList: [LOT] }, 'EPCIS_LEVEL_WRONG epcList[0]'],
    'an instance among classes': [
      { ...WITHOUT, quantityList: [{ epcClass: UNIT, quantity: 1 }] },
      'EPCIS_LEVEL_WRONG quantityList[0].epcClass',
    ],
    'one thing twice': [
      { ...WITHOUT, epcList: [UNIT, 'https://id.gs1.org/01/06901234567892/21/1'] },
      'EPCIS_DUPLICATE epcList[1]',
    ],
    'no class': [{ ...WITHOUT, quantityList: [{ quantity: 1 }] }, 'FIELD_MISSING quantityList[0].epcClass'],
    'a unit without a quantity': [
      { ...WITHOUT, quantityList: [{ epcClass: LOT, uom: 'KGM' }] },
      'FIELD_MISSING quantityList[0].quantity',
    ],
    'a unit of nobody’s': [
      { ...WITHOUT, quantityList: [{ epcClass: LOT, quantity: 1, uom: 'kg' }] },
      'EPCIS_UNIT_UNKNOWN quantityList[0].uom',
    ],
    'half a piece': [
      { ...WITHOUT, quantityList: [{ epcClass: LOT, quantity: 1.5 }] },
      'EPCIS_PIECES_NOT_WHOLE quantityList[0].quantity',
    ],
    'a quantity that is text': [
      { ...WITHOUT, quantityList: [{ epcClass: LOT, quantity: '1' }] },
      'FIELD_TYPE quantityList[0].quantity',
    ],
    'a party without a type': [
      { ...OBJECT, sourceList: [{ source: 'urn:suyuan:party:91110000802100433B' }] },
      'FIELD_MISSING sourceList[0].type',
    ],
    'a party of another type': [
      { ...OBJECT, destinationList: [{ type: 'owner', destination: 'urn:x:1' }] },
      'EPCIS_WORD_UNKNOWN destinationList[0].type',
    ],
    'no transaction': [
      { ...OBJECT, bizTransactionList: [{ type: 'po' }] },
      'FIELD_MISSING bizTransactionList[0].bizTransaction',
    ],
    'a place without id': [{ ...OBJECT, readPoint: {} }, 'FIELD_MISSING readPoint.id'],
    'a place that is text': [{ ...OBJECT, readPoint: 'urn:x:1' }, 'FIELD_TYPE readPoint'],
    'master data where nothing is made': [
      { ...OBJECT, action: 'OBSERVE', ilmd: { 'ex:a': 1 } },
      'EPCIS_ILMD_MISPLACED ilmd',
    ],
    'a disposition that is a list': [{ ...OBJECT, disposition: ['active'] }, 'FIELD_TYPE disposition'],
    'a persistent disposition of no word': [
      { ...OBJECT, persistentDisposition: { set: ['fine'] } },
      'EPCIS_WORD_UNKNOWN persistentDisposition.set[0]',
    ],
    'an error declaration without time': [
      { ...OBJECT, errorDeclaration: { reason: 'incorrect_data' } },
      'FIELD_MISSING errorDeclaration.declarationTime',
    ],
    'packing without a parent': [{ ...AGGREGATION, parentID: undefined }, 'FIELD_MISSING parentID'],
    'packing of nothing': [{ ...AGGREGATION, childEPCs: [] }, 'EPCIS_EMPTY'],
    'a parent that is a class': [{ ...AGGREGATION, parentID: LOT }, 'EPCIS_LEVEL_WRONG parentID'],
    'an association without a parent': [
      { ...ASSOCIATION, action: 'OBSERVE', parentID: undefined },
      'FIELD_MISSING parentID',
    ],
    'a transaction event without transactions': [{ ...TRANSACTION, bizTransactionList: [] }, 'EPCIS_EMPTY'],
    'a transformation of nothing': [{ ...TRANSFORMATION, inputEPCList: [] }, 'EPCIS_EMPTY'],
    'a sensor without reports': [
      { ...OBJECT, sensorElementList: [{}] },
      'FIELD_MISSING sensorElementList[0].sensorReport',
    ],
    'a measurement of no kind': [
      { ...OBJECT, sensorElementList: [{ sensorReport: [{ type: 'Mood', value: 'x' }] }] },
      'EPCIS_WORD_UNKNOWN sensorElementList[0].sensorReport[0].type',
      'FIELD_TYPE sensorElementList[0].sensorReport[0].value',
    ],
    'a context that would have to be fetched': [
      { ...OBJECT, '@context': ['https://example.com/context.jsonld'] },
      'EPCIS_CONTEXT_UNKNOWN @context',
    ],
    'another meaning of a standard prefix': [
      { ...OBJECT, '@context': { cbv: 'https://example.com/' } },
      'EPCIS_CONTEXT_INVALID @context',
    ],
    'a scheme as a prefix': [
      { ...OBJECT, '@context': { urn: 'https://example.com/' } },
      'EPCIS_CONTEXT_INVALID @context',
    ],
    'withheld fields that are no digests': [{ ...OBJECT, _sd: ['abc'] }, 'FIELD_TYPE _sd'],
  };
  for (const [name, [members, ...expected]] of Object.entries(refused)) {
    it(`with ${name} is refused`, () => expect(problems(members)).to.deep.equal(expected));
  }

  for (const quantity of ['0', '-1', '1e999', '1e2', '0.12345678901234567890', '1234567890123456', '1.0000001', '-0']) {
    it(`with a quantity of ${quantity} is refused`, () => {
      const json = JSON.stringify({ ...WITHOUT, quantityList: [{ epcClass: LOT, quantity: 77, uom: 'KGM' }] });
      const { errors } = readEvent(parseJson(json.replace('77', quantity)));
      expect(errors.map(({ code, facts }) => [code, facts['path']])).to.deep.equal([
        ['QUANTITY_INVALID', 'quantityList[0].quantity'],
      ]);
    });
  }

  it('tells all its errors at once', () => {
    expect(
      problems({ ...OBJECT, eventTime: 'now', action: 'MOVE', bizStep: 'weighing', colour: 1, readPoint: { id: 'x' } }),
    ).to.have.members([
      'EPCIS_TIME_INVALID eventTime',
      'FIELD_VALUE action',
      'EPCIS_WORD_UNKNOWN bizStep',
      'EPCIS_FIELD_UNKNOWN colour',
      'EPCIS_URI_INVALID readPoint.id',
    ]);
  });

  it('is no list, no text and not null', () => {
    for (const json of ['[]', '"a"', 'null', '1', 'true', '{}']) {
      expect(readEvent(parseJson(json)).errors, json).to.have.length(1);
    }
  });

  it('survives names that objects inherit', () => {
    const json = JSON.stringify(OBJECT).replace('"ObjectEvent"', '"ObjectEvent","constructor":1,"toString":2');
    expect(readEvent(parseJson(json)).errors.map(({ code }) => code)).to.deep.equal([
      'EPCIS_FIELD_UNKNOWN',
      'EPCIS_FIELD_UNKNOWN',
    ]);
  });
});
