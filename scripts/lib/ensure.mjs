/*
 * What every command does first, with nothing but Node: see that this Node will do, install what is missing, build what
 * has changed. npm's own hooks (prestart, pretest) are silenced by `ignore-scripts`, hence these plain files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The least Node that every package of ours and of others runs on. */
const LEAST = [20, 19];

/** Undefined where this Node will do, else a sentence. */
export function nodeTooOld(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return (
    `Suyuan needs Node.js ${LEAST.join('.')} or later; this is ${version}. Install a newer one from https://nodejs.org.\n` +
    `溯源需要 Node.js ${LEAST.join('.')} 或更高版本，当前为 ${version}。请从 https://nodejs.org 安装。`
  );
}

/**
 * Whether what is installed differs from what the lock file names: `installed` is npm's own note of it
 * (node_modules/.package-lock.json). Packages for other platforms are optional and may be missing.
 */
export function outOfDate(lock, installed) {
  if (installed === undefined) return true;
  return Object.entries(lock.packages).some(([path, entry]) => {
    const there = installed.packages[path];
    return (
      path.startsWith('node_modules/') &&
      !entry.optional &&
      (there === undefined || there.version !== entry.version || there.resolved !== entry.resolved)
    );
  });
}

/** Newest change below these files and folders, in milliseconds; 0 where there is none. */
export function newest(paths) {
  let time = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    time = Math.max(
      time,
      stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs,
    );
  }
  return time;
}

/** Ends the process with a sentence where something cannot be had. `say` gets a line for whatever takes time. */
export function ensure({ say = console.log } = {}) {
  const tooOld = nodeTooOld();
  if (tooOld !== undefined) fail(tooOld);
  const read = (name) =>
    existsSync(join(root, name)) ? JSON.parse(readFileSync(join(root, name), 'utf8')) : undefined;
  if (outOfDate(read('package-lock.json'), read('node_modules/.package-lock.json'))) {
    say('Installing packages (once; a minute or two) … / 正在安装依赖 …');
    // The versions of the lock file, and tools too, whatever NODE_ENV says. Not `npm ci`: it refuses a lock file that
    // lacks optional packages of platforms for which a registry has none.
    const options = ['--no-save', '--include=dev', '--loglevel=error'];
    const npm = run('npm', ['install', ...options], { shell: process.platform === 'win32' });
    if (npm !== 0) fail('npm install failed: see its message above. / 安装依赖失败，见上。');
  }
  build(say);
}

function build(say) {
  const compiled = [
    'domain',
    'block',
    'chaincode',
    'client',
    'gateway',
    'network/embedded',
    'network/native',
    'network/containers',
    'scripts',
  ];
  if (compiled.some((room) => !existsSync(join(root, room, 'dist')))) say('Building … / 正在构建 …');
  // tsc -b looks at what changed by itself.
  if (run(process.execPath, [bin('typescript/bin/tsc'), '-b']) !== 0)
    fail('The build failed: see above. / 构建失败，见上。');
  const sources = ['src', 'public', 'index.html', 'member.html', 'vite.config.js', 'precompress.js', 'package.json'];
  const inputs = [
    ...sources.map((name) => join(root, 'web', name)),
    join(root, 'domain/dist'),
    join(root, 'client/dist'),
  ];
  if (newest(inputs) <= newest([join(root, 'web/dist/index.html')])) return;
  say('Building the pages … / 正在构建页面 …');
  if (
    run(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: join(root, 'web') }) !== 0
  ) {
    fail('The build of the pages failed: see above. / 页面构建失败，见上。');
  }
}

/** The path of an installed package's program. */
export function bin(path) {
  return join(root, 'node_modules', path);
}

function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  if (error !== undefined) console.error(error.message);
  return status ?? 1;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
