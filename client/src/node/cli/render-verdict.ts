import { explain, isCode, type Names } from '@suyuan/domain';
import type { Detail, Party, Story, StoryCertificate, StoryStep, Verdict } from '../../verify/verdict.js';
import type { Session } from './session.js';
import { fingerprint, pad, showTime, stepWord } from './table.js';
import { fill } from './words/index.js';

export function renderStory(session: Session, story: Story): string[] {
  const { say } = session.words;
  const party = (who: Party): string => nameOf(session, who);
  const { quantities, uom } = story;
  const field = (label: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${pad(label, 12)}${value}`];
  return [
    ...field(say.product, `${inLanguage(session, story.product)}  ${story.item}`),
    ...field(say.maker, party(story.maker)),
    ...field(say.origin, story.origin),
    ...field(say.harvested, story.harvested),
    ...story.failed.map(({ number, issuer }) => `!! ${session.say('stopped', { number, issuer: party(issuer) })}`),
    '',
    say.journey,
    ...story.steps.map((step, i) => `  ${String(i + 1).padStart(2)}. ${renderStep(session, step, uom)}`),
    ...(story.certificates.length === 0 ? [] : ['', say.certificates]),
    ...story.certificates.flatMap((certificate) => renderCertificate(session, certificate)),
    '',
    say.stock,
    ...story.holdings.map(({ party: holder, quantity }) => `  ${party(holder)}: ${quantity} ${uom}`),
    ...story.packed.map(({ party: holder, quantity, containers }) => {
      return `  ${session.say('packed', { party: party(holder), quantity, uom, count: containers.length })}`;
    }),
    ...story.inTransit.map((shipment) => {
      const { quantity, from, to } = shipment;
      return `  ${session.say('inTransit', { quantity, uom, from: party(from), to: party(to) })}`;
    }),
    ...story.discrepancies.map(({ from, to, quantity, received, missing }) => {
      return `  ${session.say('missing', { missing, uom, quantity, received, from: party(from), to: party(to) })}`;
    }),
    `  ${session.say('total', { ...quantities })} (${uom})`,
  ];
}

export function renderVerdict(session: Session, verdict: Verdict, pin: string): string[] {
  const { say, checks, unknown } = session.words;
  const { aud, height, time } = verdict.ledger;
  return [
    verdict.ok ? say.verdictOk : `!! ${say.verdictBad}`,
    ...verdict.checks.flatMap(({ id, ok, count, details }) => [
      `  ${ok ? '✔' : '✘'} ${checks[id]} (${count})`,
      ...details.map((detail) => `      ${renderDetail(session, detail)}`),
    ]),
    ...(verdict.warnings.length === 0 ? [] : [`${say.warnings}:`]),
    ...verdict.warnings.map((detail) => `  ! ${renderDetail(session, detail)}`),
    `${say.unknown}:`,
    ...verdict.unknown.map(({ id, facts }) => `  ? ${fill(unknown[id], facts)}`),
    session.say('rootPin', { pin: fingerprint(pin) }),
    session.say('ledgerAt', { aud, height, time: time === undefined ? '–' : showTime(time) }),
  ];
}

function renderStep(session: Session, step: StoryStep, uom: string): string {
  if ('certificate' in step) {
    const { issued, names, number, result } = step.certificate;
    const what = `${session.words.papers[step.step]}: ${inLanguage(session, names)} ${number}`;
    return `${pad(issued, 23)}  ${what}, ${session.status(result)}, ${nameOf(session, step.by)}`;
  }
  const word = stepWord(session.language, step.step);
  const way =
    step.from && step.to
      ? `, ${nameOf(session, step.from)} → ${nameOf(session, step.to)}`
      : `, ${nameOf(session, step.by)}`;
  const short = step.missing === undefined || step.missing === '0' ? '' : ` (−${step.missing})`;
  const late = step.due === undefined ? '' : ` [${session.say('late', { due: showTime(step.due, step.offset) })}]`;
  const wrong = step.corrected === undefined ? '' : ` [${session.say('corrected')}]`;
  const corrects = step.corrects === undefined ? '' : ` [${session.say('corrects', { entry: step.corrects })}]`;
  const notes = late + wrong + corrects;
  return `${showTime(step.time, step.offset)}  ${word}: ${step.quantity} ${uom}${short}${way}${notes}`;
}

function renderCertificate(session: Session, certificate: StoryCertificate): string[] {
  const { names, number, result, status, issuer, issued, validUntil, items, statement } = certificate;
  const until = validUntil === undefined ? '' : ` – ${validUntil}`;
  return [
    `  ${inLanguage(session, names)} ${number}: ${session.status(result)}, ${session.status(status)}, ${nameOf(session, issuer)}, ${issued}${until}`,
    ...items.map(({ name, method, found, limit, result: verdict }) => {
      const facts = [found, limit === undefined ? undefined : session.say('limit', { limit }), method].filter(
        (fact) => fact !== undefined,
      );
      return `    ${name}: ${facts.join(', ')} – ${session.status(verdict)}`;
    }),
    ...(statement === undefined ? [] : [`    ${statement}`]),
  ];
}

function renderDetail({ language }: Session, { code, facts }: Detail): string {
  return isCode(code) ? `${explain(code, facts, language)} [${code}]` : code;
}

function nameOf(session: Session, { id, gln, name }: Party): string {
  return name === undefined ? (id ?? gln ?? '?') : inLanguage(session, name);
}

export function inLanguage({ language }: Session, names: Names): string {
  return language === 'en' ? (names.en ?? names.zh) : names.zh;
}
