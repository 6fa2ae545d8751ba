import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compose, IN_CONTAINERS } from '@suyuan/network-config';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Stage {
  readonly base: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

function readStages(text: string): Stage[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { base: string; name: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    const [, base, stage] = name === 'FROM' ? (/^(\S+) AS (\S+)$/.exec(rest) ?? []) : [];
    if (base !== undefined && stage !== undefined) stages.push({ base, name: stage, instructions: [] });
    else stages.at(-1)?.instructions.push({ name, rest });
  }
  return stages;
}

describe('Dockerfile', () => {
  const stages = readStages(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
  const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const rooms = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { workspaces: string[] }).workspaces;
  const stage = (name: string): Stage => {
    const found = stages.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no stage ${name}`);
    return found;
  };
  const said = (name: string, what: string): string[] =>
    stage(name)
      .instructions.filter((each) => each.name === what)
      .map(({ rest }) => rest);
  const services = Object.values((compose() as { services: Record<string, { build?: { target: string } }> }).services);

  it('has every stage that is built or copied from, on the one official image', () => {
    const targets = new Set(services.flatMap(({ build }) => (build ? [build.target] : [])));
    expect([...targets]).to.have.members(['setup', 'contracts', 'gateway']);
    for (const target of targets) expect(stage(target).base).to.equal('node:20-slim');
    const before = new Set(['node:20-slim']);
    for (const { name, base, instructions } of stages) {
      expect(before, `${name} is of ${base}`).to.include(base);
      for (const { rest } of instructions) {
        const from = /^--from=(\S+)/.exec(rest)?.[1];
        if (from !== undefined) expect(before, rest).to.include(from);
      }
      before.add(name);
    }
  });

  it('knows every instruction, and copies what is there and not ignored', () => {
    const known = ['ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'RUN', 'USER', 'WORKDIR'];
    for (const { name: of, instructions } of stages) {
      for (const { name, rest } of instructions) {
        expect(known, rest).to.include(name);
        if (name !== 'COPY' || rest.startsWith('--from=')) continue;
        for (const source of rest.split(' ').slice(0, -1)) {
          expect(existsSync(join(ROOT, source)), `${of}: ${source}`).to.equal(true);
          expect(ignored, `${of}: ${source}`).to.not.include(source);
        }
      }
    }
  });

  it('installs for every room', () => {
    const copied = said('manifests', 'COPY').flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(copied.filter((path) => path.includes('/'))).to.have.members(rooms.map((room) => `${room}/package.json`));
    for (const name of ['@suyuan/scripts', '@suyuan/gateway']) {
      const found = stages
        .flatMap(({ instructions }) => instructions)
        .find(({ rest }) => rest.endsWith(`-workspace ${name}`));
      expect(found?.rest).to.include('--omit=dev');
    }
  });

  it('copies into an image each room that its program needs', () => {
    for (const [image, program] of [
      ['setup', 'scripts'],
      ['gateway', 'gateway'],
    ] as const) {
      const there = said(image, 'COPY').flatMap((rest) => /^--from=build \/suyuan\/(\S+)\/dist /.exec(rest)?.[1] ?? []);
      const needed = new Set<string>();
      const add = (room: string): void => {
        if (needed.has(room)) return;
        needed.add(room);
        for (const other of ours(room)) add(other);
      };
      add(program);
      expect(
        there.filter((room) => room !== 'web'),
        image,
      ).to.have.members([...needed]);
    }
    expect(said('gateway', 'COPY').join('\n')).to.include('web/dist');
  });

  it('runs scripts of this project', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const commands = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'RUN'));
    for (const { rest } of commands) {
      const script = /^npm run (?:--silent )?(\S+)/.exec(rest)?.[1];
      if (script !== undefined) expect(scripts).to.have.property(script);
      else expect(rest).to.match(/^(npm install --no-save|mkdir|node scripts\/dist\/containers\.js programs)/);
    }
    const programs = stages
      .flatMap(({ instructions }) => instructions)
      .flatMap(({ rest }) => rest.match(/\S+\/dist\/\S+\.js/g) ?? []);
    for (const path of programs) {
      const source = path.replace(/^"|"$/g, '').replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      expect(existsSync(join(ROOT, source)), source).to.equal(true);
    }
  });

  it('runs as nobody special, and tells whether it is well', () => {
    for (const image of ['setup', 'contracts', 'gateway']) {
      expect(said(image, 'USER').at(-1), image).to.equal('node');
      const last = stage(image).instructions.map(({ name }) => name);
      expect(last.lastIndexOf('USER'), image).to.be.greaterThan(last.lastIndexOf('RUN'));
      if (image !== 'setup') expect(said(image, 'HEALTHCHECK'), image).to.have.length(1);
    }
  });

  it('counts where the containers’ own network reaches it, and nobody outside', () => {
    expect(said('gateway', 'ENV').join(' ')).to.match(/SUYUAN_METRICS_HOST=0\.0\.0\.0 SUYUAN_METRICS_PORT=9464/);
    expect(said('gateway', 'EXPOSE')).to.deep.equal(['8080']);
    const { services } = compose() as unknown as { services: Record<string, { ports?: readonly string[] }> };
    expect(
      Object.values(services)
        .flatMap(({ ports = [] }) => ports)
        .join(),
    ).not.to.include('9464');
  });

  it('has the folders where volumes are mounted, owned by who writes there', () => {
    const made = said('setup', 'RUN').join(' ').split(' ');
    const { setup } = (compose() as unknown as { services: { setup: { volumes: string[] } } }).services;
    for (const volume of setup.volumes) expect(made).to.include(volume.split(':')[1]);
    expect(said('setup', 'RUN').join(' ')).to.include('chown -R node:node /network /keys /crypto');
    expect(said('gateway', 'RUN').join(' ')).to.include(`chown node:node ${IN_CONTAINERS.data}`);
    for (const image of ['setup', 'contracts']) {
      expect(said(image, 'WORKDIR'), image).to.deep.equal(['/suyuan']);
      expect(said(image, 'COPY').join('\n')).to.match(/--from=build \/suyuan\/contracts\.cjs/);
    }
  });

  /** Rooms that a room's package.json names. */
  function ours(room: string): string[] {
    const read = (name: string) =>
      JSON.parse(readFileSync(join(ROOT, name, 'package.json'), 'utf8')) as {
        name: string;
        dependencies?: Record<string, string>;
      };
    const byName = new Map(rooms.map((name) => [read(name).name, name]));
    return Object.keys(read(room).dependencies ?? {}).flatMap((name) => byName.get(name) ?? []);
  }
});
