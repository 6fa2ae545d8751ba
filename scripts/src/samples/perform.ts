import { signDocument } from '@suyuan/client';
import type { DocumentResult } from '@suyuan/domain';
import type { Actor } from './actors.js';
import type { Chain, SampleStep } from './chain.js';
import { entriesOf, withWitness } from './entries.js';
import { codesOf, describeResult, SampleFailure } from './failure.js';
import type { Occasion } from './placeholders.js';
import { sendOne } from './registry.js';

/** What a step became: the document in which it stands, now or since an earlier run. */
export interface Performed {
  /** Empty where the ledger says that it is so already, and not since when: of a licence that is suspended. */
  readonly document: string;
  readonly fresh: boolean;
}

/** These codes say that the step was done before, in the document that their facts name. */
const DONE_BEFORE: readonly string[] = [
  'DUPLICATE_EVENT',
  'DUPLICATE_DOCUMENT',
  'CERTIFICATE_EXISTS',
  'STATUS_UNCHANGED',
  'LICENCE_EXISTS',
  'PRODUCT_EXISTS',
];

/** Signs and sends one step. Throws SampleFailure where the ledger refuses it. */
export async function perform(
  chain: Chain,
  step: SampleStep,
  actor: Actor,
  aud: string,
  occasion: Occasion,
): Promise<Performed> {
  const texts = entriesOf(chain, step, occasion);
  const signed = await signDocument(step.kind, texts, { aud, signer: actor.signer });
  const result = await sendOne(actor.client, withWitness(signed, step, occasion));
  const document = result.record?.document ?? recordedIn(result);
  if (document === undefined && isDone(result)) return { document: '', fresh: false };
  if (document === undefined) throw new SampleFailure(`Step ${step.id} (${step.says}): ${describeResult(result)}`);
  return { document, fresh: result.status === 'accepted' };
}

function isDone(result: DocumentResult): boolean {
  const codes = codesOf(result);
  return result.status === 'refused' && codes.length > 0 && codes.every((code) => DONE_BEFORE.includes(code));
}

/** The document that an answer about an earlier one names; undefined where the step was refused for another reason. */
function recordedIn(result: DocumentResult): string | undefined {
  if (result.status === 'unavailable') return undefined;
  if (result.status !== 'refused') return result.id;
  if (!isDone(result)) return undefined;
  const documents = new Set(result.errors?.map(({ facts }) => facts['document']));
  const [document] = documents;
  return documents.size === 1 && typeof document === 'string' ? document : undefined;
}
