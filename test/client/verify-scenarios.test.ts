import {
  certificate,
  certificateRevocation,
  decommissioning,
  generateKey,
  keyAddition,
  keyReplacement,
  keyRevocation,
  proveKey,
  readmission,
  receiving,
  returning,
  shipping,
  suspension,
  verifyItem,
  voiding,
  webSigner,
  type Verdict,
} from '@suyuan/client';
import { expect } from 'chai';
import { failed } from './failed.js';
import { commission, gather, GLN, LOT, sample, type Cast } from './ledger/apples.js';

describe('client verdict over lawful journeys', () => {
  let cast: Cast;
  beforeEach(async () => {
    cast = await gather();
    const { ledger, grower } = cast;
    const entry = { type: 'compliance', number: 'HG-1', category: 'agri', lots: [LOT], issued: '2026-10-21' };
    await ledger.send('certificate', grower, certificate({ ...entry, result: 'pass' }));
    await ledger.send('events', grower, commission(ledger, grower, LOT, '100'));
  });

  const at = () => new Date(cast.ledger.now * 1000);
  const lines = (quantity: string) => [{ lot: LOT, quantity, uom: 'KGM' }];
  const ship = (quantity: string, to = cast.distributor.participant) =>
    cast.ledger.send(
      'events',
      cast.grower,
      shipping({ at: at(), from: cast.grower.participant, to, lines: lines(quantity) }),
    );
  const good = async (): Promise<Verdict> => {
    const verdict = await verifyItem(cast.ledger.item(LOT), {
      item: LOT,
      pin: cast.regulator.thumbprint,
      now: cast.ledger.now,
    });
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.ok).to.equal(true);
    return verdict;
  };

  it('follows a refusal and the goods back', async () => {
    const { ledger, grower, distributor } = cast;
    const sent = await ship('40');
    const parties = { from: distributor.participant, to: grower.participant };
    const back = returning({ at: at(), shipment: `${sent}#0`, ...parties, lines: lines('40'), reason: '包装破损' });
    const returned = await ledger.send('events', distributor, back);
    const under = await good();
    expect(under.story?.quantities).to.include({ held: '60', inTransit: '40' });
    expect(under.story?.inTransit[0]).to.include({ returns: `${sent}#0` });
    await ledger.send('events', grower, receiving({ at: at(), shipment: `${returned}#0`, lines: lines('39') }));
    const { story } = await good();
    expect(story?.quantities).to.include({ held: '99', inTransit: '0', missing: '1' });
    expect(story?.steps.map(({ step }) => step).slice(2)).to.deep.equal(['shipping', 'returning', 'receiving']);
  });

  it('follows what is said in CBV’s words written out, or compact', async () => {
    const { ledger, grower, distributor } = cast;
    for (const [bizStep, disposition] of [
      ['shipping', 'https://ref.gs1.org/cbv/Disp-returned'],
      ['urn:epcglobal:cbv:bizstep:shipping', 'cbv:Disp-returned'],
    ] as const) {
      const sent = await ship('10');
      const parties = { from: distributor.participant, to: grower.participant };
      const back = returning({ at: at(), shipment: `${sent}#0`, ...parties, lines: lines('10') });
      const returned = await ledger.send('events', distributor, { ...back, bizStep, disposition });
      await ledger.send('events', grower, receiving({ at: at(), shipment: `${returned}#0`, lines: lines('10') }));
    }
    const { story } = await good();
    expect(story?.quantities).to.include({ held: '100' });
    const steps = ['shipping', 'returning', 'receiving'];
    expect(story?.steps.map(({ step }) => step).slice(2)).to.deep.equal([...steps, ...steps]);
  });

  it('follows a shipment that was voided, and goods that left the chain', async () => {
    const { ledger, grower } = cast;
    const sent = await ship('40');
    await ledger.send('events', grower, voiding({ at: at(), shipment: `${sent}#0`, lines: lines('40') }));
    await ledger.send('events', grower, decommissioning({ at: at(), lines: lines('100'), reason: '售完' }));
    const { story } = await good();
    expect(story?.quantities).to.deep.equal({
      commissioned: '100',
      held: '0',
      inTransit: '0',
      decommissioned: '100',
      missing: '0',
      sampled: '0',
      sold: '0',
      consumed: '0',
      packed: '0',
      used: '0',
    });
    expect(story?.holdings).to.deep.equal([]);
  });

  it('names a party by its GLN where a registration explains it, and says where none does', async () => {
    const party = `https://id.gs1.org/417/${GLN}`;
    const sent = await ship('1', party);
    const known = await good();
    expect(known.story?.inTransit[0]?.to.id).to.equal(cast.distributor.participant);
    const answer = cast.ledger.item(LOT);
    const registrations = Object.entries(answer.evidence.documents).filter(([, { jws, record }]) => {
      const signer = Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString();
      return record.kind !== 'participant' || signer === '' || record.block < 4;
    });
    const bare = { ...answer, evidence: { documents: Object.fromEntries(registrations) } };
    const options = { item: LOT, pin: cast.regulator.thumbprint, now: cast.ledger.now };
    const verdict = await verifyItem(bare, options);
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.story?.inTransit[0]?.to).to.deep.equal({ gln: GLN });
    expect(verdict.unknown).to.deep.include({ id: 'name', facts: { participant: GLN } });
    await cast.ledger.send(
      'events',
      cast.distributor,
      receiving({ at: at(), shipment: `${sent}#0`, lines: lines('1'), to: party, from: cast.grower.participant }),
    );
    await good();
  });

  it('shows a failed inspection until it is revoked', async () => {
    const { ledger, laboratory } = cast;
    const entry = { type: 'inspection', number: 'J/7', category: 'agri', lots: [LOT], issued: '2026-10-21' };
    const until = { validUntil: '2026-12-31' };
    await sample(cast);
    await ledger.send('certificate', laboratory, certificate({ ...entry, ...until, result: 'fail' }));
    const stopped = await good();
    expect(stopped.story?.failed.map(({ number }) => number)).to.deep.equal(['J/7']);
    await ledger.send('certificate', laboratory, certificateRevocation('J/7', '样品混淆'));
    const { story } = await good();
    expect(story?.failed).to.deep.equal([]);
    expect(story?.certificates.at(-1)?.status).to.equal('revoked');
    expect(story?.steps.map(({ step }) => step).slice(2)).to.deep.equal(['sampling', 'certificate', 'revocation']);
  });

  it('lets certificates expire by the clock of whoever looks', async () => {
    const { ledger, laboratory } = cast;
    const entry = { type: 'inspection', number: 'J7', category: 'agri', lots: [LOT], issued: '2026-10-21' };
    await ledger.send('certificate', laboratory, certificate({ ...entry, validUntil: '2026-12-31', result: 'pass' }));
    const answer = ledger.item(LOT);
    const statuses = async (day: string) => {
      const now = Date.parse(`${day}+08:00`) / 1000;
      const { story } = await verifyItem(answer, { item: LOT, pin: cast.regulator.thumbprint, now });
      return story?.certificates.at(-1)?.status;
    };
    expect(await statuses('2026-12-31T23:59:59')).to.equal('valid');
    expect(await statuses('2027-01-01T00:00:00')).to.equal('expired');
  });

  it('follows keys that were added, rotated, replaced', async () => {
    const { ledger, regulator, grower } = cast;
    const [second, third] = await Promise.all([1, 2].map(async () => webSigner(await generateKey(grower.participant))));
    if (second === undefined || third === undefined) return;
    const revocation = keyRevocation(grower.participant, grower.thumbprint, '换机', ledger.now - 86_400);
    await ledger.send('key', grower, keyAddition(await proveKey(second, ledger.now), '二号机'), revocation);
    await ledger.send('events', second, decommissioning({ at: at(), lines: lines('1') }));
    const rotated = await good();
    expect(rotated.warnings.map(({ code }) => code)).to.include.members(['KEY_REVOKED', 'KEY_COMPROMISED']);
    await ledger.send('key', regulator, keyReplacement(await proveKey(third, ledger.now), '遗失'));
    ledger.now += 8 * 86_400;
    await ledger.send('events', third, decommissioning({ at: at(), lines: lines('1') }));
    expect((await good()).story?.quantities.decommissioned).to.equal('2');
  });

  it('says that a signer was suspended since, and no more once readmitted', async () => {
    const { ledger, regulator, grower } = cast;
    await ledger.send('participant', regulator, suspension(grower.participant, '抽检'));
    expect((await good()).warnings).to.deep.equal([
      { code: 'PARTICIPANT_SUSPENDED', facts: { participant: grower.participant } },
    ]);
    await ledger.send('participant', regulator, readmission(grower.participant, '整改完成'));
    expect((await good()).warnings).to.deep.equal([]);
  });
});
