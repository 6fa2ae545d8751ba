import {
  CODES,
  interpret,
  TraceError,
  type CheckedDocument,
  type CheckError,
  type DocumentResult,
  type Interpretation,
  type RecordPosition,
  type SignedDocument,
} from '@suyuan/domain';
import { sha256 } from './hash.js';
import { findWitness } from './find-witness.js';
import type { Service } from './service.js';
import { verifySignature } from './verify-signature.js';

/** What became of one document that was handed in. */
export interface Submission {
  /** Absent where the document could not be read far enough to have one. */
  readonly id?: string;
  readonly status: DocumentResult['status'];
  readonly record?: RecordPosition;
  readonly errors?: readonly CheckError[];
}

/** What was sent in a document's place: itself, or why it is none. */
export type Given = SignedDocument | TraceError;

/** After so many entries the event loop has its turn: reading one takes a tenth of a millisecond. */
const TURN = 100;

/**
 * Hands documents to the ledger, each by itself (bundles form there), and answers in their order. A document that is
 * refused leaves the others alone. Where the ledger is away (LEDGER_UNAVAILABLE …) a document is `unavailable`.
 */
export async function submitDocuments(service: Service, given: readonly Given[]): Promise<readonly Submission[]> {
  const submissions: Promise<Submission>[] = [];
  let entries = 0;
  for (const document of given) {
    submissions.push(settle(submitOne(service, document)));
    entries += document instanceof TraceError ? 1 : document.entries.length;
    if (entries < TURN) continue;
    entries = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Promise.all(submissions);
}

/** The same without sending: each judged by the contract as if those before it that pass had been captured. */
export async function checkDocuments(service: Service, given: readonly Given[]): Promise<readonly Submission[]> {
  const signed = given.filter((document): document is SignedDocument => !(document instanceof TraceError));
  const { height } = service.index;
  let checked = await check(service, signed);
  const refusing = checked.some(({ errors }) => errors.length > 0);
  if (refusing && (await service.step.wasBehind(height))) checked = await check(service, signed);
  const each = checked.values();
  return Promise.all(
    given.map(async (document) => {
      if (document instanceof TraceError) return refused(undefined, [document]);
      return await fromCheck(service, document.entries.length, each.next().value ?? { errors: [] });
    }),
  );
}

async function check(service: Service, given: readonly SignedDocument[]): Promise<readonly CheckedDocument[]> {
  if (given.length === 0) return [];
  const whole = await Promise.all(given.map(async (document) => (await completed(service, document)).given));
  return (await service.ledger.check(whole)).documents;
}

async function fromCheck(service: Service, entries: number, { id, errors }: CheckedDocument): Promise<Submission> {
  if (errors.length > 0) return judged(service, id, entries, errors);
  return { ...(id === undefined ? undefined : { id }), status: 'acceptable' };
}

async function submitOne(service: Service, handed: Given): Promise<Submission> {
  if (handed instanceof TraceError) return refused(undefined, [handed]);
  const whole = await completed(service, handed);
  const { document, errors } = whole.read;
  if (document === undefined) return refused(undefined, errors);
  const { id, kid } = document;
  const key = service.index.key(kid.participant, kid.thumbprint);
  // A key that is not in the index may have been registered a moment ago: the contract knows.
  if (key !== undefined && !(await verifySignature(key.jwk, document.signingInput, document.signature))) {
    return refused(id, [new TraceError('SIGNATURE_INVALID', { kid: `${kid.participant}:${kid.thumbprint}` })]);
  }
  const known = service.index.record(id);
  if (known !== undefined) return { id, status: 'existing', record: known };
  const same = service.underway.get(id);
  if (same !== undefined) return again(await same);
  // Whose key is not known here is judged by itself first: no stranger's garbage takes a bundle of others apart.
  const stranger = key === undefined;
  const carried = carry(service, whole, id, stranger).finally(() => service.underway.delete(id));
  service.underway.set(id, carried);
  return carried;
}

interface Completed {
  /** As it came. */
  readonly handed: SignedDocument;
  readonly given: SignedDocument;
  readonly read: Interpretation;
}

/** Read, with a witness that leads to the units it names. */
async function completed(service: Service, handed: SignedDocument): Promise<Completed> {
  const read = interpret(handed, sha256);
  const witness = await findWitness(service.index, handed, read);
  if (witness === undefined) return { handed, given: handed, read };
  const given = { ...handed, witness };
  return { handed, given, read: interpret(given, sha256) };
}

/** The answer to a document that was sent a second time while the first was on its way. */
function again(first: Submission): Submission {
  return first.status === 'accepted' ? { ...first, status: 'existing' } : first;
}

/** A refusal that depends on what the ledger holds is told only where our peer is in step. */
async function carry(service: Service, whole: Completed, id: string, stranger: boolean): Promise<Submission> {
  const { errors } = whole.read;
  try {
    const { height } = service.index;
    const first = await attempt(service, whole, id, stranger);
    if (first.status !== 'refused' || errors.length > 0 || !(await service.step.wasBehind(height))) return first;
    return await attempt(service, await completed(service, whole.handed), id, stranger);
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    // The ledger is away; what is wrong with the document whatever the ledger holds can be said all the same.
    if (errors.length > 0) return refused(id, errors);
    const again = CODES[error.code].status === 503;
    return { ...refused(id, [error]), ...(again ? { status: 'unavailable' } : undefined) };
  }
}

async function attempt(
  service: Service,
  { given, read }: Completed,
  id: string,
  stranger: boolean,
): Promise<Submission> {
  if (stranger) {
    const [checked] = (await service.ledger.check([given])).documents;
    if (checked !== undefined && checked.errors.length > 0) {
      return judged(service, id, given.entries.length, checked.errors);
    }
  }
  const outcome = await service.ledger.submit(given, read);
  switch (outcome.status) {
    case 'committed':
      await service.index.waitFor(outcome.block, service.patience);
      return { id, status: 'accepted', ...recordOf(service.index.record(id)) };
    case 'existing':
      return { id, status: 'existing', ...recordOf(await awaitRecord(service, id)) };
    case 'refused':
      return judged(service, id, given.entries.length, outcome.errors);
  }
}

/** A refusal, unless it says that all of it is recorded already: the document, or each event in another document. */
async function judged(
  service: Service,
  id: string | undefined,
  entries: number,
  errors: readonly CheckError[],
): Promise<Submission> {
  const recorded = recordedIn(entries, errors);
  const named = id === undefined ? undefined : { id };
  if (recorded === undefined) return { ...named, status: 'refused', errors };
  return { ...named, status: 'existing', ...recordOf(await awaitRecord(service, recorded)) };
}

function recordedIn(entries: number, errors: readonly CheckError[]): string | undefined {
  const whole = errors.find(({ code }) => code === 'DUPLICATE_DOCUMENT');
  if (whole !== undefined) return documentOf(whole);
  const events = errors.filter(({ code }) => code === 'DUPLICATE_EVENT');
  const [document, ...others] = new Set(events.map(documentOf));
  return events.length === entries && errors.length === entries && others.length === 0 ? document : undefined;
}

function documentOf({ facts }: CheckError): string | undefined {
  const document = facts['document'];
  return typeof document === 'string' ? document : undefined;
}

/** The ledger says that it is recorded: it is in the index as soon as that has caught up. */
async function awaitRecord(service: Service, id: string): Promise<RecordPosition | undefined> {
  const end = Date.now() + service.patience;
  for (;;) {
    const record = service.index.record(id);
    const left = end - Date.now();
    if (record !== undefined || left <= 0) return record;
    await service.index.waitFor(service.index.height, left);
  }
}

function refused(id: string | undefined, errors: readonly TraceError[]): Submission {
  return {
    ...(id === undefined ? undefined : { id }),
    status: 'refused',
    errors: errors.map(({ code, facts, entry }) => ({ ...(entry === undefined ? undefined : { entry }), code, facts })),
  };
}

function recordOf(record: RecordPosition | undefined): { record?: RecordPosition } {
  return record === undefined ? {} : { record };
}

/** A fault of ours in one document is the whole request's: nothing is swallowed, and no rejection goes unheard. */
function settle<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
