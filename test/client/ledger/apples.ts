import {
  certificate,
  commissioning,
  generateKey,
  proveKey,
  receiving,
  publication,
  registration,
  sampling,
  shipping,
  webSigner,
  type Signer,
} from '@suyuan/client';
import { creditCodeCheck, gs1CheckDigit, type Role } from '@suyuan/domain';
import { PACK } from '../../support/farm-produce.js';
import { accreditation } from '../../support/world.js';
import { TestLedger } from './test-ledger.js';

export const LOT = `01/0${gtin13('690123456789')}/10/A1`;
export const OTHER_LOT = `01/0${gtin13('690123456789')}/10/B2`;
export const GLN = gtin13('690555500001');

/** Five parties of an apple's way, each with its key. */
export interface Cast {
  readonly ledger: TestLedger;
  readonly regulator: Signer;
  readonly grower: Signer;
  readonly distributor: Signer;
  readonly retailer: Signer;
  readonly laboratory: Signer;
}

/** A fresh ledger on which all five are registered and the category is in force. */
export async function gather(): Promise<Cast> {
  const make = async (seed: string) => webSigner(await generateKey(creditCode(seed)));
  const regulator = await make('11370686K28065178');
  const grower = await make('93370686MA7K4T2E6');
  const distributor = await make('91410122MA9G3R6X6');
  const retailer = await make('91410105MA4P8T1Y2');
  const laboratory = await make('12410000MB1C2D3E4');
  const ledger = new TestLedger(regulator.thumbprint);
  const register = async (
    signer: Signer,
    zh: string,
    role: Role,
    more: { glns?: string[]; prefixes?: string[] } = {},
  ) => {
    const proof = await proveKey(signer, ledger.now);
    const entry = registration({
      id: signer.participant,
      name: { zh },
      roles: [role],
      division: '370686',
      proof,
      ...more,
    });
    await ledger.send('participant', regulator, entry);
  };
  await register(regulator, '栖霞市市场监督管理局', 'regulator');
  await ledger.send('category', regulator, publication(PACK));
  await register(grower, '翠谷红苹果专业合作社', 'producer', { prefixes: ['690123456'] });
  await register(distributor, '豫鲜达果品供应链', 'distributor', { glns: [GLN] });
  await register(retailer, '中原生鲜超市', 'retailer');
  await register(laboratory, '农产品检测中心', 'laboratory');
  await ledger.send('licence', regulator, accreditation(laboratory.participant));
  return { ledger, regulator, grower, distributor, retailer, laboratory };
}

/** Certificate, lot of 2,000 kg, 500 shipped and 488.5 received, 100 shipped on, an inspection. */
export async function story({ ledger, grower, distributor, retailer, laboratory }: Cast): Promise<void> {
  const at = () => new Date(ledger.now * 1000);
  const line = (quantity: string) => ({ lot: LOT, quantity, uom: 'KGM' });
  const common = { category: 'agri', lots: [LOT], issued: '2026-10-21' };
  await ledger.send(
    'certificate',
    grower,
    certificate({
      ...common,
      lots: [LOT, `https://id.gs1.org/${OTHER_LOT}`],
      type: 'compliance',
      number: 'HG-1',
      result: 'pass',
    }),
  );
  await ledger.send(
    'events',
    grower,
    commission(ledger, grower, LOT, '2000'),
    commission(ledger, grower, OTHER_LOT, '10'),
  );
  const sent = shipping({
    at: at(),
    from: grower.participant,
    to: `urn:epc:id:pgln:690555500.001`,
    lines: [line('500'), { ...line('5.5'), lot: OTHER_LOT }],
  });
  const first = await ledger.send('events', grower, sent);
  const received = [line('488.5'), { ...line('5.5'), lot: OTHER_LOT }];
  await ledger.send('events', distributor, receiving({ at: at(), shipment: `${first}#0`, lines: received }));
  const onward = { at: at(), from: distributor.participant, to: retailer.participant };
  await ledger.send('events', distributor, shipping({ ...onward, lines: [line('100.25')] }));
  const items = [{ name: '毒死蜱', found: '未检出', limit: '0.02', result: 'pass' as const }];
  const report = certificate({ ...common, type: 'inspection', number: 'J-7', result: 'pass', items });
  await ledger.send('certificate', laboratory, report);
}

/** A regulator's official sample of the grower's lot, for the laboratory. */
export async function sample({ ledger, regulator, grower, laboratory }: Cast): Promise<void> {
  const parties = { from: grower.participant, to: laboratory.participant };
  const lines = [{ lot: LOT, quantity: '0.5', uom: 'KGM' }];
  await ledger.send('events', regulator, sampling({ at: new Date(ledger.now * 1000), ...parties, lines }));
}

export function commission(ledger: TestLedger, grower: Signer, lot: string, quantity: string) {
  return commissioning({
    at: new Date(ledger.now * 1000),
    lot,
    quantity,
    uom: 'KGM',
    category: 'agri',
    product: { zh: '烟台红富士苹果', en: 'Yantai Fuji apples' },
    origin: '山东省栖霞市翠屏街道',
    certificate: { issuer: grower.participant, number: 'HG-1' },
    harvested: '2026-10-20',
  });
}

export function creditCode(first17: string): string {
  return first17 + creditCodeCheck(first17);
}

function gtin13(first12: string): string {
  return first12 + gs1CheckDigit(first12);
}
