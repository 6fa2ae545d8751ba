import { expect } from 'chai';
import { entryUrn, readEntryRef, type MarkRecord, type Step } from '@suyuan/domain';
import { licenceChange } from '@suyuan/client';
import { amend, certify, countersign, extend, issue, license, revoke } from './affairs.js';
import { candidates } from './candidates.js';
import { check } from './check.js';
import { copyOf, type Country } from './country.js';
import { happened } from './effects.js';
import { licencesFor, spoil } from './faults.js';
import { readmit, suspend } from './licences.js';
import { Model } from './model.js';
import { objections } from './objections.js';
import { count, pick, type Attempt, type Coverage, type Stage } from './stage.js';
import type { Deed, Licence, Party } from './terms.js';
import { dueOf, timeOf } from './times.js';
import { eventOfDeed } from './wire.js';

/** More would make a history slow, and show nothing else. */
const MOST_LOTS = 5;

/** Days by which time moves on: past a report's deadline, a maintenance, an expiry, a licence. */
const DAYS = [1, 3, 16, 16, 130, 330];

/** A ledger and the second account of it: they must be of one mind about every attempt, and of every record after it. */
export class History implements Stage {
  readonly country: Country;
  readonly model: Model;
  readonly witness: Stage['witness'] = { sets: [], pages: [] };
  #number = 0;

  constructor(
    country: Country,
    readonly coverage: Coverage,
  ) {
    this.country = copyOf(country);
    this.model = new Model(this.country);
    this.#pass(0);
  }

  readonly next = (): number => ++this.#number;

  attempt(attempt: Attempt): void {
    const { what, n } = attempt;
    this.#pass(1);
    switch (what) {
      case 'certificate':
        certify(this, n, 'pass');
        return;
      case 'failure':
        certify(this, n, 'fail');
        return;
      case 'revocation':
        revoke(this, n);
        return;
      case 'licence':
        license(this, n);
        return;
      case 'amend':
        amend(this, n);
        return;
      case 'extend':
        extend(this, n);
        return;
      case 'time':
        this.#pass((pick(DAYS, n[0]) ?? 1) * 86_400);
        return;
      case 'countersign':
        countersign(this, n);
        return;
      default:
        this.#step(what, attempt);
    }
  }

  #pass(seconds: number): void {
    this.country.world.now += seconds;
    this.model.now = this.country.world.now;
  }

  /** What would be accepted is tried, or spoilt, more often than chance would have it. */
  #step(step: Step, attempt: Attempt): void {
    const all = candidates(this, step, attempt.aim === undefined ? MOST_LOTS : 2 * MOST_LOTS);
    const deed = this.#aimed(all, attempt) ?? this.#chosen(all, attempt);
    if (deed === undefined) return;
    for (const paper of deed.papers) {
      const by = this.model.party(paper.issuer);
      if (by !== undefined && !this.model.certificates.some((each) => isSame(each, paper))) issue(this, by, paper);
    }
    const suspended = attempt.fault === 'lapse' ? licencesFor(this, deed, attempt.n[1]) : [];
    for (const each of suspended) this.#suspend(each, 'suspend');
    this.#try(deed);
    for (const each of suspended) this.#suspend(each, 'readmit');
  }

  /** The one that nothing but the rule speaks against, or little else. */
  #aimed(all: readonly Deed[], { aim }: Attempt): Deed | undefined {
    if (aim === undefined) return undefined;
    const found = all.flatMap((deed) => {
      const rules = objections(this.model, deed).map(({ rule }) => rule);
      return rules.includes(aim) ? [{ deed, most: rules.length }] : [];
    });
    return found.sort((a, b) => a.most - b.most)[0]?.deed;
  }

  #chosen(all: readonly Deed[], attempt: Attempt): Deed | undefined {
    const good = attempt.fault === 'anything' ? [] : all.filter((deed) => objections(this.model, deed).length === 0);
    const { fault, n, aim } = attempt;
    const able =
      fault === 'lapse' && aim !== undefined ? good.filter((each) => licencesFor(this, each, n[1]).length > 0) : good;
    const deed = pick(able.length > 0 ? able : all, n[0]);
    return deed === undefined ? undefined : spoil(this, deed, attempt);
  }

  #suspend(licence: Licence, action: 'suspend' | 'readmit'): void {
    const { world } = this.country;
    const { holder, type, number } = licence;
    const name = { participant: holder, type, number };
    world.must(world.regulator, 'licence', [licenceChange(action, name, '检查')]);
    (action === 'suspend' ? suspend : readmit)(licence, this.model.now);
  }

  /** The ledger must take what nothing speaks against, and refuse the rest by what speaks against it. */
  #try(deed: Deed): void {
    const { world, pack } = this.country;
    const against = objections(this.model, deed);
    const event = eventOfDeed(deed, new Date(timeOf(this.model, deed) * 1000), pack.id);
    const errors = world.capture({ ...world.document(deed.by.firm, 'events', [event]), witness: this.witness });
    const codes = errors.map(({ code }): string => code);
    const told = `${pack.id}: ${deed.step} by ${deed.by.role}: ${JSON.stringify(event)}
      ledger: ${errors.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`).join('; ')}
      second account: ${against.map(({ rule }) => rule).join('; ')}`;
    expect(errors.length > 0, told).to.equal(against.length > 0);
    if (errors.length === 0) this.#accepted(deed);
    else {
      const expected = against.flatMap((each) => each.codes);
      expect(
        codes.some((code) => expected.includes(code)),
        told,
      ).to.equal(true);
      const shown = against.filter((each) => each.codes.some((code) => codes.includes(code)));
      for (const { rule } of shown) count(this.coverage.refused, rule);
    }
  }

  #accepted(deed: Deed): void {
    count(this.coverage.accepted, deed.step);
    const { by: ref, due } = this.#lastOf(deed.by);
    const late = dueOf(this.model, deed);
    expect(due, `${deed.step}: marked late`).to.equal(this.model.now > late ? late : undefined);
    if (due !== undefined) count(this.coverage.accepted, 'late');
    const { document, entry } = readEntryRef(ref);
    if (deed.step === 'packing') this.witness.pages.push(entryUrn(document, entry));
    if (deed.birth !== undefined && deed.birth.units.length > 0) this.witness.sets.push(entryUrn(document, entry));
    happened(this.model, deed, ref);
    check(this);
  }

  /** A party's last event: where it stands, and by when it was to be told if it was told later. */
  #lastOf({ firm }: Party): MarkRecord {
    const marks = [...this.country.world.state].filter(([key]) => key.startsWith(`event/${firm.id}/`));
    return JSON.parse(marks.at(-1)?.[1] ?? '{}') as MarkRecord;
  }
}

function isSame(a: { issuer: string; number: string }, b: { issuer: string; number: string }): boolean {
  return a.issuer === b.issuer && a.number === b.number;
}
