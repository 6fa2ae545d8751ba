import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

interface Lock {
  readonly packages: Readonly<Record<string, object>>;
}
interface Ensure {
  readonly nodeTooOld: (version?: string) => string | undefined;
  readonly outOfDate: (lock: Lock, installed: Lock | undefined) => boolean;
  readonly newest: (paths: readonly string[]) => number;
}
interface Suites {
  readonly suites: (folder: string) => { name: string; files: string[] }[];
  readonly findChromium: (env: NodeJS.ProcessEnv) => string | undefined;
}

// Plain programs without types: they run before anything is installed.
const tool = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../scripts/lib/${name}.mjs`, import.meta.url).href)) as T;

describe('tools that run before anything is installed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'suyuan-tools-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('turn down a Node that is too old in a clear sentence, and no other', async () => {
    const { nodeTooOld } = await tool<Ensure>('ensure');
    for (const version of ['18.20.0', '20.18.9', '16.0.0']) {
      expect(nodeTooOld(version)).to.include('20.19').and.include(version).and.include('需要');
    }
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) expect(nodeTooOld(version)).to.equal(undefined);
  });

  it('import nothing but Node’s own modules', () => {
    for (const name of ['start.mjs', 'test.mjs', 'run.mjs', 'lib/ensure.mjs', 'lib/suites.mjs']) {
      const text = readFileSync(new URL(`../../scripts/${name}`, import.meta.url), 'utf8');
      const imported = [...text.matchAll(/^import .* from '([^']+)';$/gm)].map((match) => match[1]);
      expect(
        imported.filter((from) => !/^(node:|\.)/.test(from ?? '')),
        name,
      ).to.deep.equal([]);
    }
  });

  it('install where nothing is installed, something is missing or of another version', async () => {
    const { outOfDate } = await tool<Ensure>('ensure');
    const a = { version: '1.0.0', resolved: 'https://registry.example/a-1.0.0.tgz' };
    const windowsOnly = { version: '2.0.0', resolved: 'https://registry.example/w.tgz', optional: true };
    const lock = {
      packages: {
        '': { name: 'suyuan' },
        domain: { name: '@suyuan/domain' },
        'node_modules/@suyuan/domain': { resolved: 'domain', link: true },
        'node_modules/a': a,
        'node_modules/w': windowsOnly,
      },
    };
    const installed = { 'node_modules/@suyuan/domain': { resolved: 'domain', link: true }, 'node_modules/a': a };
    expect(outOfDate(lock, undefined)).to.equal(true);
    expect(outOfDate(lock, { packages: installed })).to.equal(false);
    expect(outOfDate(lock, { packages: { 'node_modules/a': a } })).to.equal(true);
    expect(outOfDate(lock, { packages: { ...installed, 'node_modules/a': { ...a, version: '1.0.1' } } })).to.equal(
      true,
    );
  });

  it('know the newest change below a folder', async () => {
    const { newest } = await tool<Ensure>('ensure');
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/b/old'), '');
    writeFileSync(join(folder, 'a/new'), '');
    utimesSync(join(folder, 'a/b/old'), 1000, 1000);
    utimesSync(join(folder, 'a/new'), 2000, 2000);
    expect(newest([join(folder, 'a'), join(folder, 'none')])).to.equal(2_000_000);
    expect(newest([join(folder, 'none')])).to.equal(0);
  });

  it('run fast suites first, and such as they do not know last', async () => {
    const { suites } = await tool<Suites>('suites');
    for (const name of ['web', 'domain', 'zebra', 'gateway/http', 'vectors']) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, name === 'vectors' ? 'x.json' : 'x.test.ts'), '');
    }
    expect(suites(folder).map(({ name }) => name)).to.deep.equal(['domain', 'gateway', 'web', 'zebra']);
  });

  it('look for a browser where they are told to, else on the PATH', async () => {
    const { findChromium } = await tool<Suites>('suites');
    const program = join(folder, 'chromium');
    writeFileSync(program, '');
    expect(findChromium({ CHROMIUM: program, PATH: '' })).to.equal(program);
    expect(findChromium({ CHROMIUM: join(folder, 'none'), PATH: folder })).to.equal(undefined);
    expect(findChromium({ PATH: folder })).to.equal(program);
  });
});
