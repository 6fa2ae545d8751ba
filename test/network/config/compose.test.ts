import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import {
  at,
  compose,
  composeFile,
  configtx,
  CONTRACTS_ENVIRONMENT,
  coreYaml,
  describeNetwork,
  IN_CONTAINERS,
  ordererYaml,
  placesInContainers,
  PROFILE,
} from '@suyuan/network-config';
import { mountOf, mounts, pathsIn, pick, type Compose, type Service } from './compose-file.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FILE = join(ROOT, 'docker-compose.yaml');

/** What the compose specification knows of a service, as much as is used here. */
const KEYS = [
  ...['build', 'image', 'command', 'entrypoint', 'environment', 'ports', 'volumes', 'networks', 'depends_on'],
  ...['healthcheck', 'profiles', 'restart', 'stop_grace_period'],
];

describe('docker-compose.yaml', () => {
  if (process.env['UPDATE_COMPOSE']) writeFileSync(FILE, composeFile());
  const text = readFileSync(FILE, 'utf8');
  const file = parse(text) as Compose;
  const services = Object.entries(file.services);
  const network = describeNetwork();
  const places = placesInContainers(network);
  const aliases = ({ networks }: Service) =>
    Array.isArray(networks) ? [] : Object.values(networks as Record<string, { aliases: string[] }>)[0]?.aliases;
  const service = (name: string): Service => {
    const found = file.services[name];
    if (found === undefined) throw new Error(`no service ${name}`);
    return found;
  };

  it('is what the description of the network gives', () => {
    expect(text === composeFile(), 'UPDATE_COMPOSE=1 writes it').to.equal(true);
    expect(file).to.deep.equal(compose());
  });

  it('has for each of four organisations a peer, an orderer, a contract process and a gateway', () => {
    for (const { name } of network.organisations) {
      expect(service(`${name}-peer`).image).to.equal('hyperledger/fabric-peer:3.1.5');
      expect(service(`${name}-orderer`).image).to.equal('hyperledger/fabric-orderer:3.1.5');
      expect(service(`${name}-contracts`).build?.target).to.equal('contracts');
      expect(service(`${name}-gateway`).build?.target).to.equal('gateway');
    }
    expect(services).to.have.length(4 * 4 + ['setup', 'channel', 'samples'].length);
  });

  it('says of services what the specification knows, and names what there is', () => {
    expect(Object.keys(file)).to.have.members(['name', 'services', 'volumes', 'networks']);
    const used = new Set<string>();
    for (const [name, each] of services) {
      expect(name).to.match(/^[a-zA-Z0-9._-]+$/);
      expect(KEYS, name).to.include.members(Object.keys(each));
      const dockerfile = join(ROOT, each.build?.context ?? '.', 'Dockerfile');
      expect(existsSync(dockerfile), dockerfile).to.equal(true);
      if (each.build === undefined) expect(each.image).to.match(/^hyperledger\/fabric-(peer|orderer):3\.1\.5$/);
      for (const { volume, place } of mounts(each)) {
        expect(file.volumes, name).to.have.property(volume);
        expect(place, name).to.match(/^\//);
        used.add(volume);
      }
      const names = Array.isArray(each.networks) ? each.networks : Object.keys(each.networks);
      for (const other of names as string[]) expect(file.networks).to.have.property(other);
      for (const [other, { condition }] of Object.entries(each.depends_on ?? {})) {
        expect(file.services, `${name} waits for ${other}`).to.have.property(other);
        expect(condition).to.be.oneOf(['service_completed_successfully', 'service_healthy']);
      }
    }
    expect([...used]).to.have.members(Object.keys(file.volumes));
  });

  it('waits for nothing that waits for it, and only for health that is checked', () => {
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const depth = (name: string, path: readonly string[] = []): number => {
      expect(path, 'a circle').to.not.include(name);
      const others = Object.entries(service(name).depends_on ?? {});
      for (const [other, { condition }] of others) {
        const { healthcheck, build, restart } = service(other);
        if (condition === 'service_healthy') {
          const stage = dockerfile.split(/^FROM /m).find((part) => part.includes(` AS ${build?.target ?? '-'}\n`));
          expect(healthcheck !== undefined || stage?.includes('HEALTHCHECK'), other).to.equal(true);
        } else {
          // What is to come to an end must not be raised again.
          expect(restart, other).to.equal(undefined);
        }
      }
      return 1 + Math.max(0, ...others.map(([other]) => depth(other, [...path, name])));
    };
    expect(services.map(([name]) => depth(name)).reduce((a, b) => Math.max(a, b))).to.equal(5);
  });

  it('opens gateways alone, on loopback, each on a port of its own', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port] as const));
    expect(published.map(([name]) => name)).to.deep.equal(network.organisations.map(({ name }) => `${name}-gateway`));
    const outside = published.map(([, port]) => /^127\.0\.0\.1:(\d+):8080$/.exec(port)?.[1]);
    expect(outside).to.deep.equal(['8080', '8081', '8082', '8083']);
    published.forEach(([name], i) => {
      const origins = service(name).environment?.['SUYUAN_PUBLIC_URL']?.split(' ');
      expect(origins?.[0]).to.equal(`http://127.0.0.1:${outside[i] ?? ''}`);
    });
  });

  it('starts peers and orderers with what is written for them', () => {
    for (const organisation of network.organisations) {
      const { crypto, data, builder, listenOn } = IN_CONTAINERS;
      const folders = { crypto, data, builder, listenOn, localOperations: true };
      const own = places[organisation.name];
      const peer = service(`${organisation.name}-peer`);
      const core = coreYaml(network, organisation, places, folders);
      expect(peer.environment?.['FABRIC_CFG_PATH']).to.equal(`/network/nodes/${organisation.name}-peer`);
      expect(aliases(peer)).to.deep.equal([own.peer.host]);
      expect(pick(core, 'peer', 'address')).to.equal(at(own.peer));
      expect(pick(core, 'peer', 'gossip', 'externalEndpoint')).to.equal(at(own.peer));
      expect(pick(core, 'peer', 'localMspId')).to.equal(organisation.mspid);
      for (const listener of [
        ['peer', 'listenAddress'],
        ['peer', 'chaincodeListenAddress'],
      ]) {
        expect(pick(core, ...listener), listener.join('.')).to.match(/^0\.0\.0\.0:\d+$/);
      }
      expect(pick(core, 'operations')).to.deep.equal({ listenAddress: '127.0.0.1:9443', tls: { enabled: false } });
      expect(peer.healthcheck?.test.join(' ')).to.include('/127.0.0.1/9443').and.include('/healthz');

      const orderer = service(`${organisation.name}-orderer`);
      const yaml = ordererYaml(organisation, places, folders);
      expect(orderer.environment?.['FABRIC_CFG_PATH']).to.equal(`/network/nodes/${organisation.name}-orderer`);
      expect(aliases(orderer)).to.deep.equal([own.orderer.host]);
      expect(pick(yaml, 'General')).to.include({ ListenAddress: '0.0.0.0', ListenPort: own.orderer.port });
      expect(pick(yaml, 'Admin', 'ListenAddress')).to.equal(at({ ...own.ordererAdmin, host: '0.0.0.0' }));
      expect(pick(yaml, 'Operations')).to.deep.equal({ ListenAddress: '127.0.0.1:9443', TLS: { Enabled: false } });
      expect(orderer.healthcheck?.test).to.deep.equal(peer.healthcheck?.test);

      // Every path in the files is one that the container has, and what it writes goes to a volume of its own.
      for (const [each, settings] of [
        [peer, core],
        [orderer, yaml],
      ] as const) {
        expect(mountOf(each, each.environment?.['FABRIC_CFG_PATH'] ?? '')?.readOnly).to.equal(true);
        for (const path of pathsIn(settings)) {
          if (path.startsWith('/opt/')) continue;
          const mount = mountOf(each, path);
          expect(mount, path).to.not.equal(undefined);
          expect(mount?.readOnly, path).to.equal(!path.startsWith(data));
        }
      }
    }
  });

  it('names nodes on the channel as containers reach each other', () => {
    const profile = pick(configtx(network, places, IN_CONTAINERS.crypto), 'Profiles', PROFILE);
    network.organisations.forEach(({ name }, i) => {
      const own = pick(profile, 'Application', 'Organizations', i);
      const [orderer] = aliases(service(`${name}-orderer`)) ?? [];
      const [peer] = aliases(service(`${name}-peer`)) ?? [];
      expect(pick(own, 'OrdererEndpoints')).to.deep.equal([`${orderer ?? ''}:7050`]);
      expect(pick(own, 'AnchorPeers')).to.deep.equal([{ Host: peer, Port: 7051 }]);
      expect(pick(profile, 'Orderer', 'ConsenterMapping', i)).to.include({ Host: orderer, Port: 7050 });
      expect(aliases(service(`${name}-contracts`))).to.deep.equal([places[name].contracts.host]);
    });
  });

  it('gives an organisation’s containers its own keys alone', () => {
    for (const [name, each] of services) {
      const foreign = mounts(each).filter(
        ({ volume }) => volume.endsWith('-identities') && volume !== `${name.replace(/-[a-z]+$/, '')}-identities`,
      );
      const all = ['setup', 'channel'].includes(name);
      expect(foreign, name).to.have.length(all ? 4 : 0);
      if (name !== 'setup') {
        const writable = mounts(each).filter(({ readOnly }) => !readOnly);
        expect(
          writable.map(({ volume }) => volume).filter((volume) => /network|identities/.test(volume)),
        ).to.deep.equal([]);
      }
    }
  });

  it('tells contract processes and gateways by the files that setup writes', () => {
    for (const { name } of network.organisations) {
      const contracts = service(`${name}-contracts`);
      expect(contracts.command).to.deep.equal([
        'node',
        `--env-file=/network/nodes/${name}-contracts/${CONTRACTS_ENVIRONMENT}`,
        IN_CONTAINERS.contracts,
      ]);
      const connection = service(`${name}-gateway`).environment?.['SUYUAN_CONNECTION'] ?? '';
      expect(dirname(connection)).to.equal('/network/connections');
      expect(mountOf(service(`${name}-gateway`), connection)?.readOnly).to.equal(true);
    }
  });

  it('is taken by docker compose', function () {
    this.timeout(60_000);
    if (spawnSync('docker', ['compose', 'version']).status !== 0) {
      console.log('      left out: no docker with the compose plugin here');
      this.skip();
    }
    const { status, stderr } = spawnSync('docker', ['compose', '-f', FILE, 'config', '-q'], { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
  });
});
