import {
  follow,
  fromUtf8,
  interpret,
  isArray,
  isObject,
  JsonNumber,
  judge,
  keys,
  KeysNotRead,
  parseJson,
  readSigned,
  touches,
  TraceError,
  utf8,
  WALK_READS,
  WorkingState,
  type CaptureContext,
  type Interpretation,
  type SignedDocument,
} from '@suyuan/domain';
import type { StateAccess } from './state-access.js';
import { sha256, Verifier } from './verifier.js';

/** Judged in order, each as if those before it that passed were captured. */
export interface Judgement {
  readonly documents: readonly { readonly id?: string; readonly errors: readonly TraceError[] }[];
  readonly state: WorkingState;
  /** Keys that were read after the first round: what the documents' own keys led to. */
  readonly led: readonly string[];
}

/** The argument of a capture, read. */
export interface Capture {
  readonly documents: readonly SignedDocument[];
  /** Further keys to read in the first round: a gateway's guess at what the documents lead to. Nothing depends on it. */
  readonly reads: readonly string[];
}

/** A bundle is at most so many documents (docs/ledger.md, Bundles). */
const MOST_DOCUMENTS = 200;
const MOST_LEADS = 50;
/**
 * Passes over a bundle whose documents build on each other, or whose lots' ancestors must be looked at, a generation a
 * pass; each pass reads what the last one found missing.
 */
const MOST_PASSES = 10 + WALK_READS;

/** `{ "v": 1, "documents": [{ jws, entries }], "reads"?: [keys] }`. Throws CAPTURE_INVALID and what parseJson throws. */
export function readCapture(json: string): Capture {
  const value = parseJson(json);
  const { v, documents, reads = [], ...unknown } = isObject(value) ? value : {};
  // A later form is refused, never half understood: what of it is new to these contracts may be what matters.
  if (!(v instanceof JsonNumber && v.text === '1') || Object.keys(unknown).length > 0) throw captureInvalid(FORM);
  if (!isArray(documents) || documents.length === 0 || documents.length > MOST_DOCUMENTS) throw captureInvalid(FORM);
  if (!isArray(reads) || reads.length > MOST_LEADS || !reads.every(isStateKey)) {
    throw captureInvalid(`reads: [up to ${MOST_LEADS} keys]`);
  }
  return { documents: documents.map(readSigned), reads };
}

const FORM = `{ v: 1, documents: [1 to ${MOST_DOCUMENTS}], reads?: [keys] }`;

function captureInvalid(expected: string): TraceError {
  return new TraceError('CAPTURE_INVALID', { expected });
}

/** Plain text such as `category/agri`: what begins otherwise is the peer's own (composite keys). */
function isStateKey(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 300 && /^[a-z]+(\/|$)/.test(value);
}

/** Reads in two or three rounds, checks a bundle's signatures meanwhile on the thread pool, then judges in memory. */
export async function judgeAll(
  { documents: signed, reads }: Capture,
  access: StateAccess,
  settings: Omit<CaptureContext, 'verify' | 'hash'>,
): Promise<Judgement> {
  const state = new WorkingState();
  const verifier = new Verifier();
  const context: CaptureContext = { ...settings, verify: verifier.verify, hash: sha256 };
  const all = signed.map((document) => interpret(document, sha256));

  await load(new Set([...all.flatMap((each) => touches(each).reads), ...reads]), state, access);
  // A document alone is checked when it is judged: handing one check to another thread costs more than the check.
  const checks = all.length === 1 ? [] : all.map((each) => verifyAhead(each, state, verifier));
  const led: string[] = [];
  // What those lead to, and where a category's rules ask for licences, these.
  for (let round = 2; round <= 3; round++) {
    const found = await load(new Set(all.flatMap((each) => follow(each, state))), state, access);
    if (found.length === 0) break;
    led.push(...found);
  }
  await Promise.all(checks);

  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const missing = new Set<string>();
    const documents = all.map((each) => judgeOne(each, state, context, missing));
    if (missing.size === 0) return { documents, state, led };
    led.push(...(await load(missing, state, access)));
    state.reset();
  }
  throw new Error('a bundle whose documents build on each other too deeply');
}

function judgeOne(
  each: Interpretation,
  state: WorkingState,
  context: CaptureContext,
  missing: Set<string>,
): Judgement['documents'][number] {
  const id = each.document === undefined ? undefined : { id: each.document.id };
  try {
    return { ...id, errors: judge(each, state, context) };
  } catch (error) {
    if (!(error instanceof KeysNotRead)) throw error;
    for (const key of error.keys) missing.add(key);
    return { ...id, errors: [] };
  }
}

/** Answers what had to be read. */
async function load(wanted: ReadonlySet<string>, state: WorkingState, access: StateAccess): Promise<readonly string[]> {
  const missing = [...wanted].filter((key) => !state.has(key));
  if (missing.length === 0) return missing;
  const values = await access.getMany(missing);
  missing.forEach((key, i) => {
    const value = values[i];
    state.load(key, value === undefined ? undefined : fromUtf8(value));
  });
  return missing;
}

async function verifyAhead({ document }: Interpretation, state: WorkingState, verifier: Verifier): Promise<void> {
  if (document === undefined) return;
  const { participant, thumbprint } = document.kid;
  const key = state.get(keys.key(participant, thumbprint));
  if (key !== undefined) await verifier.ahead(key.jwk, document.signingInput, document.signature);
}

export async function writeAll(state: WorkingState, access: StateAccess): Promise<void> {
  await access.putMany(state.writes().map(([key, json]) => [key, utf8(json)]));
}
