import { endsGoods, type CategoryPack, type ItemRules, type Role, type Step, type StepRule } from '@suyuan/domain';
import type { Country } from './country.js';
import { formedOf } from './faults.js';
import { History } from './history.js';
import { NATIONAL, rulesOf } from './law.js';
import { AFFAIRS, type Attempt, type Coverage } from './stage.js';
import { DISORDER, TOO_OLD } from './times.js';

const HISTORIES = 40;
const LENGTH = 240;
/** Events told late, and accepted, that are enough. */
const LATE = 5;

/** All that a pack's rules could refuse, by name. */
export function allRules({ steps }: CategoryPack): string[] {
  return Object.entries(steps).flatMap(([step, rule]) =>
    rulesOf(step as Step, rule, NATIONAL).map((each) => each.rule),
  );
}

/**
 * Goes for what no history has shown yet, of a fixed seed: each step of the pack accepted, some told late, each of its
 * rules refusing. What is left is what it has not come to.
 */
export function tour(country: Country, coverage: Coverage, seed: number): { steps: string[]; rules: string[] } {
  const { pack } = country;
  const random = numbers(seed);
  const wanted = [...TIMES, ...allRules(pack).filter((rule) => canArise(pack, rule))];
  const open = (): string[] => {
    const shown = new Set([...coverage.refused.keys()].flatMap((rule) => [rule, papersOf(rule)]));
    return wanted.filter((rule) => !shown.has(rule) && !shown.has(papersOf(rule)));
  };
  const untried = (): Step[] => (Object.keys(pack.steps) as Step[]).filter((step) => !coverage.accepted.has(step));
  const isToldLate = (): boolean => (coverage.accepted.get('late') ?? 0) >= LATE;
  for (let h = 0; h < HISTORIES && (open().length + untried().length > 0 || !isToldLate()); h++) {
    const history = new History(country, coverage);
    for (let i = 0; i < LENGTH; i++) {
      const n = [random(), random(), random(), random()] as const;
      const rules = open();
      const rule = i > LENGTH / 3 && i % 3 > 0 ? rules[n[3] % Math.max(1, rules.length)] : undefined;
      const attempt = rule === undefined ? goOn(pack, untried(), n) : aimAt(pack, rule, n);
      history.attempt(attempt.fault === 'none' && n[3] % 8 === 0 ? { ...attempt, fault: 'late' } : attempt);
      // Expiry, inspections, maintenance are over once goods have come about.
      if (i === LENGTH / 2) history.attempt(later(2));
      if (i === (LENGTH * 3) / 4) history.attempt(later(4));
    }
  }
  return { steps: [...untried(), ...(isToldLate() ? [] : ['late'])], rules: open() };
}

function later(nth: number): Attempt {
  return { what: 'time', fault: 'none', n: [nth, 0, 0, 0] };
}

/** What custody asks of every event's time: too old, or before what it builds on. */
const TIMES = [TOO_OLD.rule, DISORDER.rule];

/** What asks for the same paper, or the same state of things, in several steps is one rule: named without its step. */
function papersOf(rule: string): string {
  const [, what = rule] = rule.split(': ');
  const isOfStep = /^(roles|to|from)$| missing$| of its form$| [0-9]+$/.test(what);
  return isOfStep ? rule : what;
}

/** Where other rules always speak first: whoever is named for the step cannot have goods in another state. */
const SHADOWED = [
  ...['packing', 'shipping', 'retail_selling', 'installing'].map((step) => `autopart ${step}: from`),
  'import exporting: from',
  'import using: from',
];

/** Something that may well succeed, so that goods come about. */
function goOn(pack: CategoryPack, untried: readonly Step[], n: Attempt['n']): Attempt {
  const moves = [
    'commissioning',
    'shipping',
    'shipping',
    'receiving',
    'receiving',
    'certificate',
    'certificate',
  ] as const;
  // What ends goods is tried where it has not been, and else left: they are needed for the rest.
  const own = (Object.keys(pack.steps) as Step[]).filter((step) => !ENDS.includes(step) && !endsGoods(step, pack));
  const affairs = AFFAIRS.filter((each) => each !== 'time' && (each !== 'failure' || n[0] % 3 === 0));
  const kinds = [moves, own, untried.length > 0 && n[1] % 2 === 0 ? untried : own, n[1] % 3 === 0 ? affairs : moves];
  const list = kinds[n[2] % kinds.length] ?? moves;
  return { what: list[n[1] % list.length] ?? 'shipping', fault: 'none', n };
}

/** An attempt that the rule should refuse. */
function aimAt({ steps }: CategoryPack, rule: string, n: Attempt['n']): Attempt {
  if (TIMES.includes(rule)) return { what: 'shipping', fault: rule === TOO_OLD.rule ? 'old' : 'late', n };
  const [step, what] = rule.slice(NATIONAL.length + 1).split(': ') as [Step, string];
  const { fields = [], licences = [], inputs } = steps[step] ?? {};
  const nth = (index: number): Attempt['n'] => [n[0], index, n[2], n[3]];
  const attempt = (fault: Attempt['fault'], at = n): Attempt => ({ what: step, fault, n: at, aim: rule });
  if (what.endsWith(' missing'))
    return attempt('missing', nth(fields.findIndex(({ name }) => what === `${name} missing`)));
  if (what.endsWith(' of its form')) {
    return attempt('wrong', nth(formedOf(fields).findIndex(({ name }) => what === `${name} of its form`)));
  }
  const asked = [...licences.map(({ type }, i) => `${type} ${i}`), ...inputLicences(inputs)];
  const licence = asked.indexOf(what);
  if (licence >= 0) return attempt('lapse', nth(licence));
  if (what === 'roles') return attempt(n[2] % 2 === 0 ? 'impostor' : 'anything');
  if (what === 'to') return attempt('astray');
  if (what.includes(' by ') && n[0] % 4 === 0) return { what: 'revocation', fault: 'none', n: nth(0) };
  if (what.includes(' by ')) return attempt('papers', nth(n[1] - (n[1] % 2)));
  if (what === 'quota') return attempt('more');
  if (what.endsWith('-before')) return attempt('early');
  if (what === 'not-expired' && step === 'transforming') return attempt('stale');
  if (what === 'input not-expired') return attempt('none');
  return attempt('papers');
}

function inputLicences({ licences = [] }: ItemRules = {}): string[] {
  return licences.map(({ type }, i) => `input ${type} ${i}`);
}

/**
 * Whether a rule can refuse anything at all, whatever is done: a state that goods are never in, a role that nobody lacks who
 * can have them, are ruled out by other rules of the same pack.
 */
function canArise(pack: CategoryPack, rule: string): boolean {
  const [step, what] = rule.slice(NATIONAL.length + 1).split(': ') as [Step, string];
  const { from = [], roles = [] } = pack.steps[step] ?? {};
  if (SHADOWED.includes(`${pack.id} ${step}: ${what}`)) return false;
  if (what === 'from') return statesBefore(pack, step).some((state) => !from.includes(state));
  if (what === 'roles') return signersOf(pack, step).some((role) => !roles.includes(role));
  // Nothing of another category is here, to be used on a plot or worked into others: test/domain/custody/{goods,inputs}.test.ts.
  return what !== 'withdrawal' && what !== 'input of-category';
}

const CLOSING: readonly Step[] = ['receiving', 'returning', 'void_shipping'];

/** In which states goods can be when a step is tried; what is taken out of something is in one that it got there. */
function statesBefore(pack: CategoryPack, step: Step): readonly string[] {
  const { steps } = pack;
  const makes = [steps.commissioning, steps.transforming].filter((rule) => rule !== undefined);
  const born = makes.map(({ state }) => state ?? 'active');
  const later = (Object.entries(steps) as [Step, StepRule][]).flatMap(([name, { state }]) =>
    state === undefined || MOVES.includes(name) || ENDS.includes(name) || endsGoods(name, pack)
      ? []
      : [{ name, state }],
  );
  const stock = [...born, ...later.map(({ state }) => state)];
  const travels = steps.shipping?.state;
  const way = travels === undefined ? ['in_transit', ...stock] : [travels];
  if (CLOSING.includes(step) || step === 'transporting') return way;
  if (step === 'removing' || step === 'explanting') {
    return later.filter(({ name }) => name !== 'receiving' && name !== step).map(({ state }) => state);
  }
  return step === 'market_entry' ? [...stock, ...way] : stock;
}

const MOVES: readonly Step[] = ['commissioning', 'transforming', 'shipping', 'returning', 'void_shipping'];

const ENDS: readonly Step[] = [
  'retail_selling',
  'dispensing',
  'decommissioning',
  'scrapping',
  'destroying',
  'sampling',
];

/** Who can come to try a step and be heard: of goods on their way their parties, of the others anybody who can have them. */
function signersOf(pack: CategoryPack, step: Step): readonly Role[] {
  const { shipping, receiving, commissioning, transforming } = pack.steps;
  if (step === 'receiving' || step === 'returning') return shipping?.to ?? [];
  const holders = [
    ...(commissioning?.roles ?? []),
    ...(transforming?.roles ?? []),
    ...(receiving?.roles ?? []).filter((role) => shipping?.to?.includes(role) !== false),
  ];
  if (step === 'void_shipping') return shipping?.roles ?? [];
  if (pack.granularity === 'unit' || step === 'unpacking') return holders;
  // A laboratory sends no samples to itself.
  if (step === 'sampling') return holders;
  return [...new Set([...holders, ...Object.values(pack.steps).flatMap(({ roles, to = [] }) => [...roles, ...to])])];
}

/** Whole numbers below 10,000 of a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % 10_000;
  };
}
