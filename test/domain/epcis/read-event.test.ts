import { BIZ_STEP, extension, readWord, UNITS, wordUri } from '@suyuan/domain';
import { expect } from 'chai';
import {
  AGGREGATION,
  ASSOCIATION,
  event,
  LOT,
  OBJECT,
  problems,
  TRANSACTION,
  TRANSFORMATION,
  WITHOUT,
} from './sample-events.js';

describe('EPCIS event', () => {
  it('of every type is read', () => {
    for (const members of [OBJECT, AGGREGATION, ASSOCIATION, TRANSACTION, TRANSFORMATION]) {
      expect(event(members).type).to.equal(members['type']);
    }
  });

  it('is typed, with identifiers canonical, times in milliseconds and quantities exact', () => {
    const read = event({
      ...OBJECT,
      readPoint: { id: 'https://suyuan.example/414/4012345000115', 'ex:gate': 3 },
      bizLocation: { id: 'urn:epc:id:sgln:4012345.00011.0' },
      sourceList: [{ type: 'owning_party', source: 'urn:suyuan:party:91110000802100433B' }],
      ilmd: { 'suyuan:product': { 'suyuan:zh': '苹果' }, 'cbvmda:bestBeforeDate': '2026-08-01' },
      'ex:note': 'fragile',
    });
    if (read.type !== 'ObjectEvent') throw new Error(read.type);
    expect(read.eventTime).to.equal(Date.parse('2026-05-01T00:30:00Z'));
    expect(read.quantityList[0]?.quantity).to.equal(12_500_000n);
    expect(read.quantityList[0]?.epcClass.uri).to.equal('https://id.gs1.org/01/06901234567892/10/A');
    expect(read.quantityList[0]?.epcClass.gs1?.path).to.equal('01/06901234567892/10/A');
    expect([read.readPoint?.uri, read.bizLocation?.uri]).to.deep.equal([
      'https://id.gs1.org/414/4012345000115',
      'https://id.gs1.org/414/4012345000115',
    ]);
    expect([...(read.readPoint?.extensions.keys() ?? [])]).to.deep.equal(['{https://ns.example.com/}gate']);
    expect(extension(read.ilmd, 'urn:suyuan:', 'product')).to.deep.equal({ '{urn:suyuan:}zh': '苹果' });
    expect(extension(read.extensions, 'https://ns.example.com/', 'note')).to.equal('fragile');
    expect(read.epcList).to.deep.equal([]);
  });

  it('takes CBV words in all their writings, and other vocabularies as full URIs', () => {
    for (const step of [
      'shipping',
      'https://ref.gs1.org/cbv/BizStep-shipping',
      'cbv:BizStep-shipping',
      'urn:epcglobal:cbv:bizstep:shipping',
    ]) {
      expect(event({ ...OBJECT, bizStep: step }).bizStep, step).to.equal('shipping');
    }
    expect(event({ ...OBJECT, bizStep: 'ex:weighing' }).bizStep).to.equal('https://ns.example.com/weighing');
    expect(event({ ...OBJECT, bizStep: 'urn:example:weighing' }).bizStep).to.equal('urn:example:weighing');
    for (const step of [
      'Shipping',
      'weighing',
      'cbv:BizStep-weighing',
      'https://ref.gs1.org/cbv/Disp-active',
      'a:',
      'ex:a b',
    ]) {
      expect(problems({ ...OBJECT, bizStep: step }), step).to.deep.equal(['EPCIS_WORD_UNKNOWN bizStep']);
    }
    for (const word of BIZ_STEP.words) expect(readWord(BIZ_STEP, wordUri(BIZ_STEP, word))).to.equal(word);
  });

  it('may leave out what the standard lets it', () => {
    event({ ...AGGREGATION, action: 'DELETE', childEPCs: undefined });
    event({ ...AGGREGATION, action: 'OBSERVE', parentID: undefined });
    event({ ...TRANSFORMATION, inputEPCList: undefined, transformationID: 'urn:epc:id:gdti:4012345.55555.1234' });
    event({ ...WITHOUT, sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: -1.5, uom: 'CEL' }] }] });
    event({ ...WITHOUT, quantityList: [{ epcClass: LOT }] });
    expect([...UNITS.keys()]).to.include.members(['KGM', 'TNE', 'LTR', 'H87']);
  });
});
