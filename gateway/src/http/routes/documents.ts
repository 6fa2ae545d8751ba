import {
  explain,
  isArray,
  isObject,
  readSigned,
  TraceError,
  type DocumentResult,
  type DocumentsAnswer,
  type Json,
  type Language,
} from '@suyuan/domain';
import { showDocument } from '../../show-document.js';
import { checkDocuments, submitDocuments, type Given, type Submission } from '../../submit-documents.js';
import { MOST_DOCUMENTS } from '../limits.js';
import { tellProblem } from '../problem.js';
import { route, type Reply } from '../route.js';
import { documentAnswer, documentsAnswer } from '../schemas/answers.js';
import { documentsBody, documentsQuery, noQuery } from '../schemas/requests.js';
import { signedDocument, text } from '../schemas/common.js';

export const sendDocuments = route(
  {
    method: 'post',
    path: '/api/v1/documents',
    pattern: '/api/v1/documents',
    id: 'sendDocuments',
    summary: {
      zh: '提交一份或多份已签名文件，逐份返回结果；重发同一文件是安全的。check=true 只检查、不写入。',
      en: 'Hands in one or many signed documents, with a result each; sending one again is safe. check=true only judges.',
    },
    access: 'public',
    query: documentsQuery,
    body: documentsBody,
    answers: { 200: documentsAnswer, 207: documentsAnswer },
    problems: [
      'CAPTURE_INVALID',
      'DOCUMENT_INVALID',
      'JSON_INVALID',
      'BODY_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'REFUSED',
      'LEDGER_UNAVAILABLE',
      'LEDGER_BEHIND',
    ],
  },
  async ({ service, body, query, language }) => {
    const given = readDocuments(body);
    const submissions =
      query.check === 'true' ? await checkDocuments(service, given) : await submitDocuments(service, given);
    return reply(submissions, language);
  },
);

export const readDocument = route(
  {
    method: 'get',
    path: '/api/v1/documents/{id}',
    pattern: '/api/v1/documents/:id',
    id: 'readDocument',
    summary: {
      zh: '一份完整文件：供签署方、文件中列名的各方和监管方查看。',
      en: 'A whole document: for its signer, the parties named in it and regulators.',
    },
    access: 'token',
    params: { id: text.describe('Document id') },
    query: noQuery,
    answers: { 200: documentAnswer },
    problems: ['NOT_FOUND', 'FORBIDDEN'],
  },
  async ({ service, params, reader }) => ({
    body: await service.index.read((view) => showDocument(view, params['id'] ?? '', reader)),
  }),
);

/** `{ jws, entries }` or `{ documents: […] }`; what is no document is the error of its place alone. */
function readDocuments(body: Json): readonly Given[] {
  if (!isObject(body)) throw invalid();
  const { documents } = body;
  if (documents === undefined) return [readOne(body)];
  if (!isArray(documents) || documents.length === 0 || Object.keys(body).length > 1) throw invalid();
  if (documents.length > MOST_DOCUMENTS)
    throw new TraceError('FIELD_TOO_LONG', { path: 'documents', most: MOST_DOCUMENTS });
  return documents.map(readOne);
}

function readOne(value: Json): Given {
  try {
    const signed = readSigned(value);
    // A witness has been read; the index of an entry in it is a number that keeps its text.
    const whole = isObject(value) && signed.witness !== undefined ? { ...value, witness: signed.witness } : value;
    return signedDocument.safeParse(whole).success ? signed : readSigned(undefined);
  } catch (error) {
    if (error instanceof TraceError) return error;
    throw error;
  }
}

function invalid(): TraceError {
  return new TraceError('CAPTURE_INVALID', { expected: '{ jws, entries } | { documents: [{ jws, entries }, …] }' });
}

/** 200: all stand on the ledger, or may; all refused, or the ledger away for all: a problem, named after the first error; else 207. */
function reply(submissions: readonly Submission[], language: Language): Reply {
  const results = submissions.map((submission) => tell(submission, language));
  const [status, ...others] = new Set(submissions.map(({ errors, status }) => (errors === undefined ? '' : status)));
  if (others.length > 0 || status === '') {
    return { status: others.length > 0 ? 207 : 200, body: { results } satisfies DocumentsAnswer };
  }
  const first = submissions[0]?.errors?.[0] ?? { code: 'REFUSED', facts: {} };
  const told = tellProblem(new TraceError(first.code, first.facts), language, results);
  return { ...told, type: 'application/problem+json' };
}

function tell({ errors, ...submission }: Submission, language: Language): DocumentResult {
  if (errors === undefined) return submission;
  return {
    ...submission,
    errors: errors.map((error) => ({ ...error, message: explain(error.code, error.facts, language) })),
  };
}
