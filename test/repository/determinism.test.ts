import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What must not stand in a contract or a rule, each with the rule of eslint that says so. */
const BANNED: Readonly<Record<string, string>> = {
  'the time of day': 'export const now = Date.now();',
  'a date': 'export const now = new Date(0);',
  'date parsing': "export const time = Date.parse('2026-01-01');",
  'a date by another name': 'const D = Date; export const now = D;',
  performance: 'export const now = performance.now();',
  'a timer': 'setTimeout(() => undefined, 1);',
  chance: 'export const x = Math.random();',
  'chance by index': "export const x = Math['random']();",
  'chance by destructuring': 'const { random } = Math; export const x = random();',
  'a transcendental function': 'export const x = Math.pow(2, 3);',
  Intl: "export const x = new Intl.Collator('zh');",
  localeCompare: "export const x = 'a'.localeCompare('b');",
  'localeCompare by index': "export const x = 'a'['localeCompare']('b');",
  normalize: "export const x = 'a'.normalize('NFC');",
  'locale case': "export const x = 'a'.toLocaleLowerCase();",
  'locale numbers': 'export const x = (1).toLocaleString();',
  'JSON.parse': "export const x: unknown = JSON.parse('1');",
  'JSON.parse handed on': "export const x: unknown = ['1'].map(JSON.parse);",
  'JSON.parse by index': "export const x: unknown = JSON['parse']('1');",
  'JSON by another name': "const { parse } = JSON; export const x: unknown = parse('1');",
  parseFloat: "export const x = parseFloat('1.5');",
  'Number.parseFloat': "export const x = Number.parseFloat('1.5');",
  'a float': 'export const x = 1.5;',
  toFixed: 'export const x = (1).toFixed(2);',
  'for-in': 'for (const name in { a: 1 }) throw new Error(name);',
  'a Unicode class': 'export const x = /\\p{Script=Han}/u;',
  'the random source': 'export const x = crypto.randomUUID();',
  globalThis: 'export const x = globalThis;',
};

const ALLOWED: Readonly<Record<string, string>> = {
  'whole-number arithmetic': 'export const x = Math.floor(7 / 2) + Math.max(1, 2);',
  'JSON.stringify': 'export const x = JSON.stringify([1]);',
  'entries of an object': 'export const x = Object.entries({ a: 1 });',
  'sorting by code unit': "export const x = ['b', 'a'].sort((a, b) => (a < b ? -1 : 1));",
};

describe('determinism bans', () => {
  let eslint: ESLint;

  before(() => {
    // The bans need no types, and the snippets belong to no project.
    const languageOptions = { parserOptions: { project: null, projectService: false } };
    const untyped = { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'], languageOptions };
    eslint = new ESLint({ cwd: root, overrideConfig: [untyped] });
  });

  const bans = async (code: string, file: string): Promise<string[]> => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath: `${root}/${file}` });
    const messages = result?.messages ?? [];
    expect(messages.filter(({ fatal }) => fatal)).to.deep.equal([]);
    return messages.map(({ ruleId }) => ruleId ?? '').filter((rule) => rule.startsWith('no-restricted-'));
  };

  for (const room of ['domain', 'chaincode']) {
    for (const [title, code] of Object.entries(BANNED)) {
      it(`refuses ${title} in ${room}/`, async () => {
        expect(await bans(code, `${room}/src/snippet.ts`)).to.not.deep.equal([]);
      });
    }
    for (const [title, code] of Object.entries(ALLOWED)) {
      it(`lets ${title} pass in ${room}/`, async () => {
        expect(await bans(code, `${room}/src/snippet.ts`)).to.deep.equal([]);
      });
    }
  }

  it('does not ban the clock where a clock belongs', async () => {
    expect(await bans('export const now = Date.now();', 'gateway/src/snippet.ts')).to.deep.equal([]);
  });
});
