import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Fast ones first: who broke a rule need not wait for a browser to learn it. Others follow in order of name. */
const ORDER = [
  'domain',
  'block',
  'client',
  'chaincode',
  'samples',
  'repository',
  'ledger',
  'gateway',
  'cli',
  'network',
  'scripts',
  'web',
];

/** Folders of test/ that hold tests, with their files. */
export function suites(testFolder) {
  const rank = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return readdirSync(testFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: testFiles(join(testFolder, name)) }))
    .filter(({ files }) => files.length > 0)
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** The tests below a folder; a file as it is. */
export function testFiles(folder) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [folder];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium that page tests drive: CHROMIUM names it, else it is looked for. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM) return existsSync(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => BROWSERS.map((name) => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find((path) => existsSync(path));
}
