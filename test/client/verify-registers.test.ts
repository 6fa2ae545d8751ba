import {
  certificate,
  commissioning,
  generateKey,
  product,
  productChange,
  productDelegation,
  proveKey,
  registration,
  signDocument,
  suspension,
  verifyItem,
  webSigner,
  type EntryValues,
  type Signer,
  type Verdict,
} from '@suyuan/client';
import type { JsonObject, Kind, Role } from '@suyuan/domain';
import { expect } from 'chai';
import { failed } from './failed.js';
import { creditCode, gather, LOT, type Cast } from './ledger/apples.js';

const GTIN = LOT.split('/')[1] ?? '';
const MADE = `01/${GTIN}/10/D1`;

describe('client verdict over registers', () => {
  let cast: Cast;
  let contractor: Signer;

  const admit = async (seed: string, division: string, role: Role): Promise<Signer> => {
    const signer = webSigner(await generateKey(creditCode(seed)));
    const entry = { id: signer.participant, name: { zh: '某单位' }, roles: [role], division };
    const { ledger, regulator } = cast;
    await ledger.send('participant', regulator, registration({ ...entry, proof: await proveKey(signer, ledger.now) }));
    return signer;
  };
  const slip = async <K extends Kind>(kind: K, signer: Signer, ...values: EntryValues[K][]): Promise<void> => {
    cast.ledger.slip(await signDocument(kind, values, { aud: cast.ledger.aud, signer, now: cast.ledger.now }));
    cast.ledger.now += 60;
  };
  const check = (): Promise<Verdict> =>
    verifyItem(cast.ledger.item(MADE), { item: MADE, pin: cast.regulator.thumbprint, now: cast.ledger.now });
  const birth = (quantity: string, lot = MADE): JsonObject =>
    commissioning({
      ...{ at: new Date(cast.ledger.now * 1000), lot, quantity, uom: 'KGM', category: 'agri', origin: '山东省' },
      ...{ product: { zh: '红富士' }, certificate: { issuer: contractor.participant, number: 'D-1' } },
    });

  beforeEach(async () => {
    cast = await gather();
    contractor = await admit('91370683MA0000123', '370683', 'producer');
    const { ledger, grower } = cast;
    await ledger.send('product', grower, product({ gtin: GTIN, name: { zh: '红富士' }, category: 'agri' }));
    await ledger.send('product', grower, productDelegation(GTIN, [contractor.participant]));
    const about = { type: 'compliance', number: 'D-1', category: 'agri', lots: [MADE], issued: '2026-10-21' };
    await ledger.send('certificate', contractor, certificate({ ...about, result: 'pass' }));
    await ledger.send('events', contractor, birth('100'));
  });

  it('takes another’s prefix from whom its product is delegated to, and from nobody else', async () => {
    const verdict = await check();
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.ok).to.equal(true);
    const answer = cast.ledger.item(MADE);
    const { documents } = answer.evidence;
    const unproven = Object.fromEntries(
      Object.entries(documents).filter(([, { record }]) => record.kind !== 'product'),
    );
    const options = { item: MADE, pin: cast.regulator.thumbprint, now: cast.ledger.now };
    const other = await verifyItem({ ...answer, evidence: { documents: unproven } }, options);
    expect(failed(other).signers).to.deep.equal(['PREFIX_NOT_OWNED']);
  });

  it('finds a delegation that the maker did not sign, and a product that is withdrawn', async () => {
    await slip('product', contractor, productDelegation(GTIN, [contractor.participant]));
    await slip('product', cast.distributor, product({ gtin: '6901234000009', name: { zh: '假' }, category: 'agri' }));
    await slip('product', contractor, productChange('restore', GTIN, '无权'));
    expect(failed(await check()).signers).to.deep.equal(['NOT_ENTITLED', 'PREFIX_NOT_OWNED', 'NOT_ENTITLED']);
  });

  it('finds what a regulator signed beyond its jurisdiction', async () => {
    const county = await admit('11410105000000001', '410105', 'regulator');
    await slip('participant', county, suspension(contractor.participant, '越权'));
    const stranger = webSigner(await generateKey(creditCode('91370686MA0000777')));
    const entry = { id: stranger.participant, name: { zh: '外地' }, roles: ['producer'] as const, division: '370686' };
    await slip('participant', county, registration({ ...entry, proof: await proveKey(stranger, 1) }));
    await slip('product', county, productChange('withdraw', GTIN, '越权'));
    const verdict = failed(await check());
    expect(verdict.keys).to.deep.equal(['OUT_OF_JURISDICTION', 'OUT_OF_JURISDICTION']);
    expect(verdict.signers).to.deep.equal(['OUT_OF_JURISDICTION']);
  });
});
