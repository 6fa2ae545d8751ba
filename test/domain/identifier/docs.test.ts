import { readFileSync } from 'node:fs';
import { SCHEMES, WARNINGS } from '@suyuan/domain';
import { expect } from 'chai';

const text = readFileSync(new URL('../../../docs/identifiers.md', import.meta.url), 'utf8');

describe('docs/identifiers.md', () => {
  it('has a row for each scheme, with its names in both languages', () => {
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.includes('---') && !line.startsWith('| scheme'))
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      );
    expect(rows).to.deep.equal(Object.entries(SCHEMES).map(([id, { zh, en }]) => [id, zh, en]));
  });

  it('names each warning', () => {
    for (const code of Object.keys(WARNINGS)) expect(text).to.include(`\`${code}\``);
  });
});
