import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const commands = (text: string): string[] => [...text.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');

describe('README', () => {
  it('says the same in both languages, command for command and heading for heading', () => {
    const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];
    expect(commands(chinese)).to.deep.equal(commands(english));
    const headings = (text: string): number => [...text.matchAll(/^#+ /gm)].length;
    expect(headings(chinese)).to.equal(headings(english));
    expect(english.slice(0, 200)).to.include('(README.zh-CN.md)');
    expect(chinese.slice(0, 200)).to.include('(README.md)');
  });

  for (const name of [
    'README.md',
    'README.zh-CN.md',
    'docs/custody.md',
    'docs/ledger.md',
    'docs/network.md',
    'docs/operations.md',
    'samples/README.md',
  ]) {
    it(`${name} links to what is there`, () => {
      const links = [...read(name).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
      const local = links.filter((link) => !/^[a-z]+:/.test(link));
      expect(local.filter((link) => !existsSync(join(root, dirname(name), link)))).to.deep.equal([]);
    });
  }

  it('names scripts that the package has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const text = read('README.md') + read('docs/operations.md') + read('samples/README.md');
    const named = new Set([...text.matchAll(/npm (?:run )?([a-z-]+)/g)].map((match) => match[1] ?? ''));
    for (const name of named) expect(Object.keys(scripts), `npm run ${name}`).to.include(name);
  });
});

describe('README, the first hand-off', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-readme-'));
  let services: ChildProcess;
  let url: string;

  before(async () => {
    const start = join(root, 'scripts/dist/start.js');
    services = spawn(process.execPath, [start, '--data', join(folder, '.data'), '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    for await (const text of services.stdout ?? []) {
      output += String(text);
      const found = /(http:\/\/127\.0\.0\.1:\d+)\/member/.exec(output)?.[1];
      if (found === undefined) continue;
      url = found;
      break;
    }
    expect(url, output).to.be.a('string');
  });

  after(async () => {
    if (services.exitCode === null) {
      services.kill('SIGTERM');
      await once(services, 'exit');
    }
    rmSync(folder, { recursive: true });
  });

  it('runs as it stands', () => {
    // `npx suyuan` of this repository, from a folder that is not it.
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    const command = `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(root, 'client/bin/suyuan.mjs')}" "$@"\n`;
    writeFileSync(join(programs, 'npx'), command, { mode: 0o755 });
    const steps = commands(read('README.md')).filter((text) => /^ *npx suyuan|npx suyuan send/m.test(text));
    expect(steps).to.have.length(3);
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', steps.join('\n')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
        HOME: folder,
        XDG_CONFIG_HOME: join(folder, 'config'),
        SUYUAN_GATEWAY: url,
        LANG: 'C.UTF-8',
      },
    });
    expect(status, stdout + stderr).to.equal(0);
    expect(stdout)
      .to.match(/acceptable/)
      .and.match(/VERIFIED/)
      .and.match(/497/)
      .and.match(/missing 3\b/);
    expect(readFileSync(join(folder, 'label.svg'), 'utf8')).to.include('<svg');
  });
});
