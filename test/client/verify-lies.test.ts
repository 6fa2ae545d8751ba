import {
  amendment,
  certificate,
  certificateRevocation,
  commissioning,
  decommissioning,
  generateKey,
  proveKey,
  receiving,
  registration,
  shipping,
  signDocument,
  suspension,
  verifyItem,
  voiding,
  webSigner,
  type EntryValues,
  type Signer,
  type Verdict,
} from '@suyuan/client';
import type { ItemAnswer, JsonObject, Kind } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { failed } from './failed.js';
import { gather, LOT, sample, story, type Cast } from './ledger/apples.js';
import { PACK } from '../support/farm-produce.js';

describe('client verdict over lies', () => {
  let cast: Cast;
  beforeEach(async () => {
    cast = await gather();
    await story(cast);
  });

  const at = () => new Date(cast.ledger.now * 1000);
  const lines = (quantity: string) => [{ lot: LOT, quantity, uom: 'KGM' }];
  const check = (answer: ItemAnswer): Promise<Verdict> =>
    verifyItem(answer, { item: LOT, pin: cast.regulator.thumbprint, now: cast.ledger.now });
  /** A gateway that shows a document which no ledger took. */
  const slip = async <K extends Kind>(kind: K, signer: Signer, ...values: EntryValues[K][]): Promise<void> => {
    cast.ledger.slip(await signDocument(kind, values, { aud: cast.ledger.aud, signer, now: cast.ledger.now }));
    cast.ledger.now += 60;
  };
  const found = async () => failed(await check(cast.ledger.item(LOT)));

  it('finds a key that nobody registered', async () => {
    const stranger = webSigner(await generateKey(cast.grower.participant));
    await slip('events', stranger, decommissioning({ at: at(), lines: lines('1') }));
    expect((await found()).keys).to.deep.equal(['KEY_UNKNOWN']);
  });

  it('finds a certificate by somebody whom the category does not let issue it', async () => {
    const report = {
      action: 'issue',
      category: 'agri',
      lots: [`https://id.gs1.org/${LOT}`],
      issued: '2026-11-20',
    } as const;
    await slip('certificate', cast.retailer, { ...report, type: 'inspection', number: 'FAKE-1', result: 'pass' });
    await slip('certificate', cast.laboratory, { ...report, type: 'compliance', number: 'FAKE-2', result: 'pass' });
    const { certificates } = await found();
    expect(certificates?.filter((code) => code === 'NOT_ENTITLED')).to.have.length.at.least(2);
  });

  it('finds a category that no regulator published', async () => {
    await slip('category', cast.grower, amendment(PACK.version, { ...PACK, version: '9.9.9' }));
    expect((await found()).certificates).to.include('NOT_ENTITLED');
  });

  it('finds a registration that no regulator signed', async () => {
    const stranger = webSigner(await generateKey(cast.retailer.participant));
    const proof = await proveKey(stranger);
    const name = { zh: '冒名' };
    const id = '91110000802100433B';
    const friend = webSigner(await generateKey(id));
    const entry = { id, name, roles: ['regulator'] as const, division: '110000', proof: await proveKey(friend) };
    await slip('participant', cast.grower, registration(entry));
    await slip('key', cast.grower, { action: 'add', proof });
    await slip('key', cast.grower, { action: 'replace', proof, reason: 'x' });
    expect((await found()).keys).to.deep.equal(['NOT_ENTITLED', 'NOT_SIGNER', 'NOT_ENTITLED']);
  });

  it('finds a signature by a key that was suspended before', async () => {
    await cast.ledger.send('participant', cast.regulator, suspension(cast.grower.participant, 'x'));
    await slip('events', cast.grower, decommissioning({ at: at(), lines: lines('1') }));
    expect((await found()).keys).to.deep.equal(['PARTICIPANT_SUSPENDED']);
  });

  it('finds acts of whoever could not do them', async () => {
    const { grower, distributor, retailer, ledger } = cast;
    const open = ledger.item(LOT).shipments.find(({ shipment }) => shipment.status === 'in_transit')?.ref ?? '#0';
    const onward = { at: at(), from: distributor.participant, to: retailer.participant };
    const acts: [Signer, JsonObject, string][] = [
      [grower, shipping({ ...onward, lines: lines('1') }), 'NOT_SIGNER'],
      [retailer, decommissioning({ at: at(), lines: lines('1') }), 'NOT_HOLDER'],
      [grower, decommissioning({ at: at(), lines: lines('1500.000001') }), 'INSUFFICIENT_QUANTITY'],
      [grower, receiving({ at: at(), shipment: open, lines: lines('1') }), 'NOT_CONSIGNEE'],
      [retailer, receiving({ at: at(), shipment: open, lines: lines('100.26') }), 'OVER_RECEIPT'],
      [retailer, voiding({ at: at(), shipment: open, lines: lines('100.25') }), 'NOT_CONSIGNOR'],
      [distributor, voiding({ at: at(), shipment: open, lines: lines('100') }), 'LINES_MISMATCH'],
      [retailer, receiving({ at: at(), shipment: `${'A'.repeat(43)}#0`, lines: lines('1') }), 'SHIPMENT_UNKNOWN'],
      [
        distributor,
        commissioning({
          at: at(),
          lot: LOT,
          quantity: '5',
          uom: 'KGM',
          category: 'agri',
          product: { zh: '苹果' },
          origin: '别处',
        }),
        'LOT_EXISTS',
      ],
    ];
    for (const [signer, event] of acts) await slip('events', signer, event);
    expect((await found()).signers).to.deep.equal(acts.map(([, , code]) => code));
  });

  it('finds signed acts that the ledger refused: without the role, of stopped goods, without a voucher', async () => {
    const { grower, distributor, retailer, laboratory, ledger } = cast;
    const open = ledger.item(LOT).shipments.find(({ shipment }) => shipment.status === 'in_transit')?.ref ?? '#0';
    const parties = { from: grower.participant, to: distributor.participant };
    const common = { category: 'agri', lots: [LOT], issued: '2026-10-22' };
    const failure = certificate({ ...common, type: 'inspection', number: 'J-8', result: 'fail' });
    await sample(cast);
    await ledger.send('certificate', laboratory, failure);
    await slip('events', retailer, receiving({ at: at(), shipment: open, lines: lines('100') }));
    await slip('events', grower, shipping({ at: at(), ...parties, lines: lines('1') }));
    expect((await found()).signers).to.deep.equal(['CERTIFICATE_FAILED', 'CERTIFICATE_FAILED']);
    await ledger.send('certificate', laboratory, certificateRevocation('J-8', 'x'));
    await ledger.send('events', retailer, receiving({ at: at(), shipment: open, lines: lines('100') }));
    const on = { from: retailer.participant, to: distributor.participant };
    await slip('events', retailer, shipping({ at: at(), ...on, lines: lines('1') }));
    await ledger.send('certificate', grower, certificateRevocation('HG-1', 'x'));
    await slip('events', grower, shipping({ at: at(), ...parties, lines: lines('2') }));
    await slip('certificate', grower, certificate({ ...common, type: 'inspection', number: 'J-9', result: 'pass' }));
    const verdict = await found();
    expect(verdict.signers?.slice(2)).to.deep.equal(['NOT_ENTITLED', 'CERTIFICATE_REVOKED']);
    expect(verdict.certificates).to.deep.equal(['NOT_ENTITLED']);
  });

  it('finds what was left out where quantities depend on it', async () => {
    const answer = cast.ledger.item(LOT);
    for (const ref of answer.journey) {
      const documents = Object.fromEntries(
        Object.entries(answer.evidence.documents).filter(([id]) => !ref.startsWith(id)),
      );
      const journey = answer.journey.filter((other) => other !== ref);
      const verdict = await check({ ...answer, journey, evidence: { documents } });
      expect(verdict.ok, ref).to.equal(false);
    }
  });

  it('never says yes to a story that differs, whichever value of an answer is altered', async function () {
    this.timeout(120_000);
    const answer = cast.ledger.item(LOT);
    const truth = JSON.stringify((await check(answer)).story);
    const places = leaves(answer);
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), fc.nat(), fc.nat(), async (place, position, kind) => {
        const altered = structuredClone(answer);
        const path = places[place] ?? [];
        if (!alter(altered, path, position, kind)) return;
        const verdict = await check(altered);
        // Without the registration of a party that signed nothing here, its name is not known, and that is said.
        if (path.at(-2) === 'entries' && verdict.unknown.some(({ id }) => id === 'name')) return;
        if (verdict.ok) expect(JSON.stringify(verdict.story), path.join('.')).to.equal(truth);
        // What is signed or follows from it is never altered unseen; the gateway's own words stand beside the story.
        const signed = path[0] !== 'ledger' && !path.includes('record') && path[0] !== 'stopped';
        if (signed) expect(verdict.ok, path.join('.')).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });
});

type Path = readonly (string | number)[];

/** Paths of all values that are neither object nor list, and of all members of lists. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const below = members.flatMap(([name, member]) => leaves(member, [...path, name]));
  return Array.isArray(value) ? [...below, ...members.map(([name]) => [...path, name])] : below;
}

/** Changes one character, one number, or takes a list's member away. False where that came to nothing. */
function alter(root: unknown, path: Path, position: number, kind: number): boolean {
  const parent = path.slice(0, -1).reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], root);
  const name = path.at(-1) ?? '';
  const holder = parent as Record<string, unknown>;
  const value = holder[name];
  if (typeof value === 'object' && Array.isArray(parent)) {
    parent.splice(Number(name), 1);
    return true;
  }
  if (typeof value === 'number') holder[name] = value + 1 + (kind % 3);
  else if (typeof value === 'string' && value !== '') {
    const i = position % value.length;
    const replacement = 'A0b9_苹'.charAt(kind % 6);
    holder[name] = value.slice(0, i) + replacement + value.slice(i + 1);
  } else return false;
  return holder[name] !== value;
}
