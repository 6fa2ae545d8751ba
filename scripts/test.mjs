/**
 * `npm test`: installs and builds what is missing, runs the checks of the sources, then the suites of test/, each in a
 * process of its own. `npm test -- test/domain --grep cbv` runs these tests alone. Ends with one line of counts.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bin, ensure, root } from './lib/ensure.mjs';
import { findChromium, suites, testFiles } from './lib/suites.mjs';

/** Scripts of package.json, and the programs that they name. */
const CHECKS = ['lint', 'format:check', 'boundaries', 'types:check'];
const PROGRAMS = {
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  tsc: 'typescript/bin/tsc',
};

const args = process.argv.slice(2);
const paths = args.filter(
  (arg, i) => !arg.startsWith('-') && !/^(-[gft]|--(grep|fgrep|timeout))$/.test(args[i - 1] ?? ''),
);
const flags = args.filter((arg) => !paths.includes(arg));
const inCi = Boolean(process.env.CI) && process.env.CI !== 'false';
const totals = { passed: 0, failed: 0, skipped: 0 };
const chromium = findChromium();

ensure();
if (args.length === 0) for (const check of CHECKS) await runCheck(check);
else console.log('left out: checks of the sources (lint, format, boundaries, types), as only some tests are asked for');

if (chromium === undefined) {
  console.log(
    'left out: the pages in Chromium, which is not installed (Debian: apt-get install chromium fonts-wqy-microhei; ' +
      'or name it in CHROMIUM)',
  );
  if (inCi) count({ failed: 1 }, 'Chromium is missing, and CI leaves nothing out');
}

const chosen =
  paths.length > 0 ? [{ name: paths.join(' '), files: paths.flatMap(testFiles) }] : suites(join(root, 'test'));
for (const suite of chosen) await runSuite(suite);

console.log(`tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function runCheck(name) {
  const began = Date.now();
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [program, ...options] = scripts[name].split(' ');
  const code = await node([bin(PROGRAMS[program]), ...options]);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (code !== 0) count({ failed: 1 });
}

async function runSuite({ name, files }) {
  console.log(`\n── ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-test-'));
  const counts = join(folder, 'counts.json');
  const reporter = join(root, 'scripts/lib/count-reporter.cjs');
  const options = ['--reporter', reporter, ...(inCi ? ['--forbid-only'] : []), ...flags];
  const env = {
    SUYUAN_TEST_COUNTS: counts,
    SUYUAN_TEST_FILES: JSON.stringify(files.map((file) => resolve(root, file))),
  };
  const code = await node([bin('mocha/bin/mocha.js'), ...options, join(root, 'scripts/lib/load-suite.mjs')], env);
  const report = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  // A suite that dies before its end has told nothing, and one may fail after its last test.
  if (report === undefined) count({ failed: 1 }, `${name} ended without a result (exit code ${code})`);
  else count(report.failed === 0 && code !== 0 ? { ...report, failed: 1 } : report);
}

function count({ passed = 0, failed = 0, skipped = 0 }, reason) {
  if (reason !== undefined) console.log(`FAILED: ${reason}`);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

function node(argv, env = {}) {
  const found = chromium === undefined ? {} : { CHROMIUM: chromium };
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...found, ...env } };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, argv, options);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
