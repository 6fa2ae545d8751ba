import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { certificateUrn, type CertificateName } from '../identifier/suyuan-urn.js';
import { Budget } from '../pack/budget.js';
import type { EffectiveItemRules, EffectivePack, EffectiveStep } from '../pack/compose.js';
import { checkItem, checkParties } from '../pack/evaluate.js';
import type { CertificateFacts, Fact, PartyFacts, StepFacts } from '../pack/facts.js';
import type { Step } from '../pack/steps.js';
import { requireCategory } from '../registry/jurisdiction.js';
import { keys } from '../state/keys.js';
import type { CertificateRecord, LotRecord, ParticipantRecord } from '../state/records.js';
import { licencesOf } from '../licence/licence-keys.js';
import { need } from '../unit/need.js';
import { requireSame } from '../balance/balanced.js';
import type { Amount } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import { itemFact, type Found } from './item-facts.js';
import { ACTIVE } from './standing.js';

/** What rules ask of a lot; of a unit, its batch, and the unit's own path: certificates may name either. */
export type JudgedLot = Pick<
  LotRecord,
  'lot' | 'category' | 'maker' | 'made' | 'uom' | 'facts' | 'balance' | 'certificates'
> & {
  readonly unit?: string;
};

/** The rules of a step whose parties and fields have been found good. */
export interface StepJudge {
  readonly rule: EffectiveStep;
  /** Holds one lot against them, as it was found; one that only now comes into being is in no state yet. */
  readonly checkLot: (lot: JudgedLot, line: Amount, found: Found | 'new') => void;
  /** Holds one that goes into others against what they ask of it. */
  readonly checkInput: (lot: JudgedLot, line: Amount, found: Found) => void;
}

/**
 * Judges an event by its category's rules for a step: roles at once (NOT_ENTITLED, or STEP_UNSUPPORTED where the pack has no
 * such step), all else as faults.
 */
export function judgeStep(
  pack: EffectivePack,
  step: Step,
  act: CustodyAct,
  scene: Scene,
  to?: ParticipantRecord,
): StepJudge {
  const rule = pack.steps[step];
  if (rule === undefined) throw new TraceError('STEP_UNSUPPORTED', { step, type: pack.id, action: pack.version });
  const { signer, context } = scene;
  for (const party of [signer, ...(to === undefined ? [] : [to])]) requireCategory(party, pack.id);
  need(licencesOf(rule, { signer, to }), scene.state);
  const facts: StepFacts = {
    signer: partyOf(signer, pack, scene),
    ...(to === undefined ? undefined : { to: partyOf(to, pack, scene) }),
    now: context.now,
    ...(act.time < context.now ? { then: act.time } : undefined),
    field: act.field,
  };
  checkParties(step, rule, facts, new Budget(), (error) => {
    if (error.code === 'NOT_ENTITLED') throw error;
    scene.fault(error);
  });
  const check = (rules: EffectiveItemRules, lot: JudgedLot, line: Amount, found: Found): void => {
    const certificates = once(() => certificatesOf(lot, act.certificates, scene));
    const fact = (name: string): Fact | undefined => factOf(name, { lot, line, act, found }, scene, certificates);
    const item = { item: lot.unit ?? lot.lot, maker: lot.maker, state: found.state, certificates, fact };
    checkItem(rules, facts, item, new Budget(), scene.fault);
  };
  const checkLot: StepJudge['checkLot'] = (lot, line, as) => {
    if (as === 'new') {
      check({ ...rule, fromAll: NONE }, lot, line, { state: rule.state ?? ACTIVE, owner: scene.signer.id });
    } else {
      check(rule, lot, line, as);
      requireSame(pack, act, lot.balance);
    }
  };
  const checkInput: StepJudge['checkInput'] = (lot, line, found) => {
    check(rule.inputs, lot, line, found);
  };
  return { rule, checkLot, checkInput };
}

/** Of its licences those that were granted for the category count. */
function partyOf({ id, roles }: ParticipantRecord, pack: EffectivePack, { state }: Scene): PartyFacts {
  return {
    id,
    roles,
    licences: (type) => {
      const { licences } = state.get(keys.licence(id, type)) ?? { licences: [] };
      return licences.filter(({ categories }) => categories.includes(pack.id)).map((each) => ({ type, ...each }));
    },
  };
}

const NONE: EffectiveStep['fromAll'] = [];

function factOf(
  name: string,
  { lot, line, act, found }: { lot: JudgedLot; line: Amount; act: CustodyAct; found: Found },
  scene: Scene,
  certificates: () => readonly CertificateFacts[],
): Fact | undefined {
  switch (name) {
    case 'event.time':
      return act.time;
    case 'event.recorded':
      return scene.context.now;
    case 'event.quantity':
      return line.quantity;
    case 'item.made':
      return lot.made;
    case 'item.category':
      return lot.category;
    case 'item.uom':
      return lot.uom;
    default: {
      const [root, type, member] = name.split('.');
      if (root !== 'certificate') return itemFact(name, found, lot, act, scene);
      const valid = certificates().filter((each) => each.type === type && each.status === 'valid');
      const last = valid.at(-1);
      return member === 'until'
        ? last?.until
        : member === 'issued'
          ? last?.issued
          : member === 'result'
            ? last?.result
            : undefined;
    }
  }
}

/** Those that name the lot, of its commissioning and of the event. */
export function certificatesOf(
  lot: JudgedLot,
  named: readonly CertificateName[],
  { state }: Scene,
): readonly CertificateFacts[] {
  return [...lot.certificates, ...named].flatMap(({ issuer, number }) => {
    const record = state.get(keys.certificate(issuer, number));
    const names = record?.lots.includes(lot.lot) === true || record?.lots.includes(lot.unit ?? lot.lot) === true;
    return names ? [certificateFacts(record)] : [];
  });
}

function certificateFacts(record: CertificateRecord): CertificateFacts {
  return { ...record, urn: certificateUrn(record.issuer, record.number) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
