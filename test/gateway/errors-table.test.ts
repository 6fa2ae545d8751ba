import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { format, resolveConfig } from 'prettier';
import { CODES, type Code } from '@suyuan/domain';

const FILE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

const HEAD = `# Error codes

Every refusal of contracts, gateway, client and pages has one of these codes. Over HTTP it comes as a problem (RFC 9457,
\`application/problem+json\`): \`type\` is \`urn:suyuan:error:<code>\`, \`detail\` the sentence below with its facts filled in, in
Chinese or English by \`Accept-Language\`, and \`facts\` what it takes to mend the cause. The status is that of a lone problem;
among the results of several documents each error has its own code.

Made from the table in \`domain/src/error/codes/\`: \`UPDATE_DOCS=1 npx mocha test/gateway/errors-table.test.ts\`.

| code | status | 中文 | English |
| --- | --- | --- | --- |
`;

async function render(): Promise<string> {
  const rows = Object.entries(CODES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, zh, en }]) => `| \`${code}\` | ${status} | ${cell(zh)} | ${cell(en)} |`);
  const config = await resolveConfig(FILE);
  return format(`${HEAD}${rows.join('\n')}\n`, { ...config, parser: 'markdown' });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}

describe('docs/errors.md', () => {
  it('lists every code as the table has it', async () => {
    const expected = await render();
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(FILE, expected);
    expect(await readFile(FILE, 'utf8')).to.equal(expected, 'run the test with UPDATE_DOCS=1');
  });

  it('has the same facts in both languages', () => {
    for (const [code, { zh, en }] of Object.entries(CODES) as [Code, { zh: string; en: string }][]) {
      const facts = (text: string) => [...new Set(text.match(/\{[a-zA-Z]+\}/g))].sort();
      expect(facts(zh), code).to.deep.equal(facts(en));
    }
  });
});
