import type { DocumentResult } from '@suyuan/domain';
import type { Report, Session } from './session.js';
import { showTime } from './table.js';

/** What became of each document; every entry that failed has a line of its own with what to do. */
export function reportResults(session: Session, names: readonly string[], results: readonly DocumentResult[]): Report {
  return {
    ok: results.every(({ status }) => status !== 'refused' && status !== 'unavailable'),
    data: {
      results: results.map((result, i) => ({
        ...result,
        ...(names[i] === undefined ? undefined : { file: names[i] }),
      })),
    },
    lines: results.flatMap((result, i) => renderResult(session, names[i], result)),
  };
}

function renderResult(session: Session, name: string | undefined, result: DocumentResult): string[] {
  const { id, status, record, errors = [] } = result;
  const head = [name, id && session.say('document', { id })].filter((part) => part !== undefined && part !== '');
  const where =
    record === undefined ? '' : ` (${session.say('block', { block: record.block, time: showTime(record.time) })})`;
  return [
    `${head.join('  ')}: ${session.status(status)}${where}`,
    ...errors.map(({ entry, code, facts, message }) => {
      const at = entry === undefined ? '' : `${session.say('entry', { index: entry })}: `;
      return `  ${at}${session.explain(code, facts, message)} [${code}]`;
    }),
  ];
}
