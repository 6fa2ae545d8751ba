import { TraceError, type EntryRef, type ItemAnswer } from '@suyuan/domain';
import { itemPath } from '../acts/item-name.js';
import { verifySignature, type VerifySignature } from '../keys/verify-signature.js';
import { Certificates } from './certificates.js';
import { Entitlement } from './entitlement.js';
import { compareClaims, listUnknown } from './compare-claims.js';
import { Findings } from './findings.js';
import { LotReplay } from './lot-replay.js';
import { Products } from './products.js';
import { readEvidence, type ShownDocument } from './read-evidence.js';
import { Registry } from './registry.js';
import { tellStory, type Told } from './tell-story.js';
import { loadViews, needed, type Views } from './views.js';
import type { Verdict } from './verdict.js';

export interface VerifyOptions {
  /** What was asked for: path, Digital Link or EPC URN. */
  readonly item: string;
  /** Thumbprint of the root regulator's key, known from elsewhere than this answer. */
  readonly pin: string;
  /** Seconds since 1970: by it certificates expire. */
  readonly now: number;
  /** The ledger's audience, where it is known from elsewhere. */
  readonly aud?: string;
  readonly verify?: VerifySignature;
}

/**
 * What an answer proves, trusting nothing in it but what follows from the pinned key: entry → path → document → signature
 * → key → registration → regulator → pin; then the lot's history replayed from those entries alone and held against what
 * the gateway says. Pages are those of one journey, all of them. Never throws for what an answer holds; throws
 * GATEWAY_UNREACHABLE where a browser cannot fetch the scripts that the item takes.
 */
export async function verifyItem(answer: ItemAnswer | readonly ItemAnswer[], options: VerifyOptions): Promise<Verdict> {
  const pages: readonly ItemAnswer[] = Array.isArray(answer) ? answer : [answer as ItemAnswer];
  const findings = new Findings();
  const registry = new Registry(options.pin, options.verify ?? verifySignature, findings);
  const last = pages.at(-1);
  try {
    if (last === undefined) throw new TraceError('EVIDENCE_MISSING', { what: 'answer' });
    const item = checkItem(pages, options.item, findings);
    const shown = readEvidence(
      pages.map(({ evidence }) => evidence),
      findings,
    );
    checkLedger(shown, last, options.aud, findings);
    const complete = checkEnd(last, findings);
    const views = await loadViews(item, pages, shown);
    const told = await replay(
      { shown, item, pages: complete ? pages : [], registry, views, now: options.now },
      findings,
    );
    checkJourney(pages, told.journey, findings);
    registry.warn();
    const computed = { ...told, registry };
    const story = tellStory(told, registry);
    findings.count('names');
    return conclude(findings, last, {
      ...(story === undefined ? undefined : { story }),
      unknown: listUnknown(computed),
    });
  } catch (error) {
    if (error instanceof TraceError && error.code === 'GATEWAY_UNREACHABLE') throw error;
    findings.caught('documents', error);
    return conclude(findings, last, { unknown: [] });
  }
}

function conclude(findings: Findings, last: ItemAnswer | undefined, told: Pick<Verdict, 'unknown' | 'story'>): Verdict {
  const checks = findings.checks();
  const { aud = '', height = 0, time } = (last?.ledger ?? {}) as Partial<ItemAnswer['ledger']>;
  return {
    ok: told.story !== undefined && checks.every(({ ok }) => ok),
    checks,
    ledger: { aud, height, ...(time === undefined ? undefined : { time }) },
    warnings: findings.warnings,
    ...told,
  };
}

function checkItem(pages: readonly ItemAnswer[], asked: string, findings: Findings): string {
  const expected = itemPath(asked);
  for (const { item } of pages) {
    findings.count('item');
    if (item !== expected) findings.fail('item', 'ITEM_MISMATCH', { item, expected });
  }
  return expected;
}

/** Documents of another ledger are worth nothing on this one. */
function checkLedger(
  shown: readonly ShownDocument[],
  { ledger }: ItemAnswer,
  pinned: string | undefined,
  findings: Findings,
) {
  const expected = pinned ?? ledger.aud;
  for (const aud of new Set([ledger.aud, ...shown.map(({ head }) => head.aud)])) {
    findings.count('ledger');
    if (aud !== expected) findings.fail('ledger', 'AUDIENCE_MISMATCH', { aud, expected });
  }
}

/** Where pages are missing no record that an answer holds can be judged: what is not shown may have changed it since. */
function checkEnd(last: ItemAnswer, findings: Findings): boolean {
  findings.count('journey');
  if (last.next === undefined) return true;
  findings.fail('journey', 'JOURNEY_INCOMPLETE');
  return false;
}

interface Shown {
  readonly shown: readonly ShownDocument[];
  readonly item: string;
  readonly pages: readonly ItemAnswer[];
  readonly registry: Registry;
  readonly views: Views;
  readonly now: number;
}

/**
 * Every document in ledger order: who signed it, and what it does to registry, lot and certificates. Each page was told at
 * its own height: its claims are held against what had been recorded by then.
 */
async function replay({ shown, item, pages, registry, views, now }: Shown, findings: Findings): Promise<Told> {
  const entitlement = new Entitlement(registry);
  const { unit } = views;
  // Certificates name a unit's batch.
  const certificates = new Certificates(unit?.batch ?? item, entitlement);
  const products = new Products(registry, views.rare);
  const lot = new LotReplay(item, registry, entitlement, certificates, products, views);
  const journey: EntryRef[] = [];
  const acts = new Map<EntryRef, { step: 'certificate' | 'revocation'; key: string }>();
  const computed = { replay: lot, certificates, registry };
  const waiting = [...pages].sort((a, b) => a.ledger.height - b.ledger.height);
  for (const document of shown) {
    const { block } = document.record;
    for (; waiting[0] !== undefined && waiting[0].ledger.height <= block; waiting.shift()) {
      compareClaims(waiting[0], computed, findings);
    }
    if (!(await registry.admit(document))) continue;
    const { head, entries } = document;
    for (const { index, value } of entries) {
      const ref: EntryRef = `${head.id}#${index}`;
      if (head.kind === 'events') {
        const about = findings.try('signers', () => lot.apply(document, index, value));
        if (about !== false) journey.push(ref);
      } else if (head.kind === 'countersignature') {
        const about = findings.try('signers', () => needed(views.rare).countersign(document, index, value, lot));
        if (about === true) journey.push(ref);
      } else if (head.kind === 'certificate') {
        const key = findings.try('certificates', () => certificates.apply(document, index, value));
        if (key === undefined) continue;
        journey.push(ref);
        acts.set(ref, { step: certificates.all.get(key)?.by === ref ? 'certificate' : 'revocation', key });
      } else if (head.kind === 'product') {
        findings.try('signers', () => {
          products.apply(document, value);
        });
      } else if (head.kind === 'category') {
        findings.try('certificates', () => entitlement.publish(value, head.kid.participant));
      }
    }
  }
  for (const page of waiting) compareClaims(page, computed, findings);
  for (const certificate of certificates.all.values()) {
    const maker = lot.lot?.maker;
    if (maker !== undefined) findings.try('certificates', () => entitlement.checkMaker(certificate, maker));
  }
  return { replay: lot, certificates, acts, journey, now };
}

function checkJourney(pages: readonly ItemAnswer[], expected: readonly EntryRef[], findings: Findings): void {
  const claimed = pages.flatMap(({ journey }) => journey);
  if (claimed.length === expected.length && claimed.every((ref, i) => ref === expected[i])) return;
  const odd = claimed.find((ref, i) => ref !== expected[i]) ?? expected[claimed.length] ?? '';
  findings.fail('journey', 'CLAIM_MISMATCH', { what: 'journey', claimed: claimed.length, expected: odd });
}
