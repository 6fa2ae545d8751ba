import { keyAddition, registration } from '@suyuan/client';
import { parseHead, parseJson, type SignedDocument } from '@suyuan/domain';
import { entriesOf, withWitness, type Chain, type Occasion, type SampleStep } from '@suyuan/scripts';
import { Firm, sha256 } from '../support/firm.js';
import { NOW, World } from '../support/world.js';

/** A chain on a ledger's rules alone, without gateway or network. */
export class SampleWorld {
  readonly world = new World();
  readonly firms = new Map<string, Firm>();
  readonly documents = new Map<string, string>();
  occasion: Occasion = { now: new Date(0), documentOf: (step) => this.documents.get(step) ?? 'none' };

  constructor(
    readonly chain: Chain,
    now = NOW,
  ) {
    const { world } = this;
    this.moveTo(now);
    world.must(world.regulator, 'participant', [world.entry(world.regulator, '监管', ['regulator'])]);
    for (const pack of chain.packs) world.must(world.regulator, 'category', [{ action: 'publish', pack }]);
    for (const [name, participant] of Object.entries(chain.participants)) {
      const firm = new Firm(participant.id);
      const { keyOf, ...own } = participant;
      if (keyOf !== undefined) world.must(this.firm(keyOf), 'key', [keyAddition(firm.proof())]);
      else world.must(world.regulator, 'participant', [registration({ ...own, proof: firm.proof() })]);
      this.firms.set(name, firm);
    }
    for (const { kind, entry } of chain.registers ?? []) world.must(world.regulator, kind, [entry]);
  }

  /** Seconds since 1970, of ledger and run. */
  moveTo(now: number): void {
    this.world.now = now;
    this.occasion = { ...this.occasion, now: new Date(now * 1000) };
  }

  values(step: SampleStep): object[] {
    return entriesOf(this.chain, step, this.occasion).map((text) => parseJson(text) as object);
  }

  firm(name: string): Firm {
    const firm = this.firms.get(name);
    if (firm === undefined) throw new Error(`no participant ${name}`);
    return firm;
  }

  document(step: SampleStep): SignedDocument {
    const document = this.world.document(this.firm(step.by), step.kind, this.values(step));
    return withWitness(document, step, this.occasion);
  }

  /** Throws, naming the step, where it is refused. */
  perform(step: SampleStep): void {
    const document = this.document(step);
    const errors = this.world.capture(document);
    if (errors.length > 0) {
      const told = JSON.stringify(errors.map(({ code, facts }) => ({ code, facts })));
      throw new Error(`${this.chain.id}: ${step.id} (${step.says}): ${told}`);
    }
    this.documents.set(step.id, parseHead(document.jws, sha256).id);
  }

  performAll(): this {
    for (const step of this.chain.steps) this.perform(step);
    return this;
  }

  codes(step: SampleStep): string[] {
    return this.world.codes(this.document(step));
  }

  records<T>(prefix: string): T[] {
    const found = [...this.world.state].filter(([key]) => key.startsWith(prefix));
    return found.map(([, json]) => JSON.parse(json) as T);
  }
}
