import {
  entryRef,
  eventId,
  parseEvent,
  readCustodyAct,
  Track,
  TraceError,
  type ContainerAnswer,
  type CustodyAct,
  type CustodyStep,
  type EntryRef,
  type EpcisEvent,
} from '@suyuan/domain';
import { itemPath } from '../acts/item-name.js';
import { sha256 } from '../keys/hash.js';
import { verifySignature } from '../keys/verify-signature.js';
import { Findings } from './findings.js';
import { readEvidence } from './read-evidence.js';
import { Registry } from './registry.js';
import type { Check, CheckId, Party } from './verdict.js';
import type { VerifyOptions } from './verify-item.js';

/** What is looked at of a container: who might take which step, and what is inside, are not (docs/custody.md). */
const CHECKED: readonly CheckId[] = [
  'item',
  'ledger',
  'documents',
  'entries',
  'keys',
  'signatures',
  'journey',
  'quantities',
];

export interface ContainerStep {
  readonly ref: EntryRef;
  readonly step: CustodyStep;
  readonly by: Party;
  /** As the signer states it, seconds since 1970. */
  readonly time: number;
  /** What it goes into or comes out of. */
  readonly container?: string;
  /** It declares an earlier one wrong. */
  readonly corrects: boolean;
}

export interface ContainerVerdict {
  /** Every check passed. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** From verified entries: its journey, and who has it; absent on its way. */
  readonly steps: readonly ContainerStep[];
  readonly holder?: Party;
}

/**
 * What an answer proves of a container, trusting nothing but what follows from the pinned key: who signed each step of its
 * journey, and, these followed one by one, who has it, what it is in, on which shipment it is. Never throws for what an
 * answer holds. `item`: its path, or its Digital Link.
 */
export async function verifyContainer(answer: ContainerAnswer, options: VerifyOptions): Promise<ContainerVerdict> {
  const findings = new Findings();
  const registry = new Registry(options.pin, options.verify ?? verifySignature, findings);
  const steps: ContainerStep[] = [];
  let holder: string | undefined;
  try {
    findings.count('item');
    const expected = itemPath(options.item);
    if (answer.item !== expected) findings.fail('item', 'ITEM_MISMATCH', { item: answer.item, expected });
    const track = new Track(answer.item);
    const done = new Map<string, Done>();
    for (const document of readEvidence([answer.evidence], findings)) {
      const { head, entries } = document;
      findings.count('ledger');
      if (head.aud !== (options.aud ?? answer.ledger.aud)) {
        findings.fail('ledger', 'AUDIENCE_MISMATCH', { aud: head.aud, expected: options.aud ?? answer.ledger.aud });
      }
      if (!(await registry.admit(document)) || head.kind !== 'events') continue;
      const signer = head.kid.participant;
      for (const { index, value } of entries) {
        const ref = entryRef(head.id, index);
        const event = parseEvent(value);
        const act = readCustodyAct(event, sha256);
        if (!track.sees(act, ref)) continue;
        const name = `${signer} ${act.digest}`;
        if (act.error === undefined) {
          done.set(name, { ref, event, holder });
          holder = holderAfter(act, signer, holder);
        } else holder = requireOriginal(done.get(name), act.error.content).holder;
        steps.push({
          ...{ ref, step: act.step, by: registry.party(signer), time: act.time, corrects: act.error !== undefined },
          ...(act.parent === undefined || act.parent === answer.item ? undefined : { container: act.parent }),
        });
      }
    }
    checkJourney(answer, steps, findings);
    const { container, shipment } = track;
    const claimed = [answer.holder, answer.container, answer.shipment];
    const found = [shipment === undefined ? holder : undefined, container, shipment];
    findings.count('quantities');
    if (claimed.some((each, i) => each !== found[i])) {
      findings.fail('quantities', 'CLAIM_MISMATCH', { what: 'place', claimed: claimed.join(), expected: found.join() });
    }
    if (shipment !== undefined) holder = undefined;
  } catch (error) {
    if (error instanceof TraceError && error.code === 'GATEWAY_UNREACHABLE') throw error;
    findings.caught('documents', error);
  }
  const checks = findings.checks().filter(({ id }) => CHECKED.includes(id));
  return {
    ok: checks.every(({ ok }) => ok),
    ...{ checks, steps },
    ...(holder === undefined ? undefined : { holder: registry.party(holder) }),
  };
}

/** What was done to it, and who had it before. */
interface Done {
  readonly ref: EntryRef;
  readonly event: EpcisEvent;
  readonly holder: string | undefined;
}

/** What is declared wrong is its signer's own, in its very words. Throws ORIGINAL_UNKNOWN, ORIGINAL_DIFFERS. */
function requireOriginal(original: Done | undefined, content: string): Done {
  if (original === undefined) throw new TraceError('ORIGINAL_UNKNOWN');
  if (eventId(original.event, sha256) !== content) throw new TraceError('ORIGINAL_DIFFERS', { entry: original.ref });
  return original;
}

/** Whoever packs, opens or receives it, or what it is in, has it. */
function holderAfter({ step, from }: CustodyAct, signer: string, before: string | undefined): string | undefined {
  if (step === 'packing' || step === 'unpacking' || step === 'receiving' || step === 'void_shipping') return signer;
  return (step === 'shipping' || step === 'returning') && from !== undefined ? signer : before;
}

function checkJourney({ journey }: ContainerAnswer, steps: readonly ContainerStep[], findings: Findings): void {
  findings.count('journey');
  const odd = steps.find(({ ref }, i) => ref !== journey[i])?.ref ?? journey[steps.length];
  if (odd !== undefined)
    findings.fail('journey', 'CLAIM_MISMATCH', { what: 'journey', claimed: journey.length, expected: odd });
}
