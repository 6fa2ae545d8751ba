import { expect } from 'chai';
import type { DocumentResult, DocumentsAnswer, Problem } from '@suyuan/domain';
import type { Answer } from './world.js';

/** What came of a lone document that was refused. */
export function refusal(answer: Answer): Problem & { results: readonly DocumentResult[] } {
  expect(answer.headers.get('content-type')).to.contain('application/problem+json');
  const problem = answer.json as Problem & { results: readonly DocumentResult[] };
  expect(problem.status).to.equal(answer.status);
  expect(problem.type).to.equal(`urn:suyuan:error:${problem.code}`);
  return problem;
}

/** The first code of each document, or else its status. */
export function codes(answer: Answer): (string | undefined)[] {
  return (answer.json as DocumentsAnswer).results.map(({ status, errors }) => errors?.[0]?.code ?? status);
}
