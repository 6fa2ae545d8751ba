import { CONTRACTS_ENVIRONMENT, IN_CONTAINERS, placesInContainers } from './container-places.js';
import { describeNetwork, type NetworkDescription, type Organisation } from './description.js';
import { at, identityFolders, nodeNames, type Place } from './places.js';
import { toYaml, type Yaml } from './yaml.js';

/** The release whose images are run. */
const FABRIC = '3.1.5';

/** Images that this tree's Dockerfile makes. */
const IMAGES = { setup: 'suyuan-setup', contracts: 'suyuan-contracts', gateway: 'suyuan-gateway' } as const;

/** Mirrors of Fabric's releases and of npm's registry, from the environment of whoever builds. */
const BUILD_ARGUMENTS = { FABRIC_DOWNLOADS: '${FABRIC_DOWNLOADS:-}', NPM_REGISTRY: '${NPM_REGISTRY:-}' };

/** Gateways are published from here on, on the loopback interface alone. */
export const FIRST_GATEWAY_PORT = 8080;
const GATEWAY_LISTENS = 8080;

const { network, crypto, data, keys, contracts } = IN_CONTAINERS;

const HEADER = `# Made from network/config by \`UPDATE_COMPOSE=1 npm test -- test/network/config\`: change it there. See docs/network.md.
# All keys are made by the service \`setup\`: it is for development.
`;

/** docker-compose.yaml, whole. */
export function composeFile(): string {
  return HEADER + toYaml(compose());
}

/** The shared folder, where nobody but `setup` writes. */
const SHARED = `network:${network}:ro`;

type Service = Readonly<Record<string, Yaml>>;

/**
 * docker-compose.yaml: `setup` makes identities, the channel's first block and all configuration files, once; nodes start
 * with them; `channel` joins them and agrees on the contracts; gateways follow. What nodes are told stands in their
 * configuration files, which `setup` makes as for a native network.
 */
export function compose(description: NetworkDescription = describeNetwork()): Record<string, Yaml> {
  const { organisations } = description;
  const each = (service: (organisation: Organisation, i: number) => [string, Service][]): Record<string, Service> =>
    Object.fromEntries(organisations.flatMap(service));
  return {
    name: 'suyuan',
    services: {
      setup: setup(organisations),
      ...each((organisation) => [
        [`${organisation.name}-orderer`, node(description, organisation, 'orderer')],
        [`${organisation.name}-peer`, node(description, organisation, 'peer')],
        [`${organisation.name}-contracts`, contractProcess(organisation)],
      ]),
      channel: channel(organisations),
      ...each((organisation, i) => [[`${organisation.name}-gateway`, gateway(organisation, FIRST_GATEWAY_PORT + i)]]),
      samples: samples(organisations),
    },
    networks: { suyuan: {} },
    volumes: Object.fromEntries(
      ['network', 'keys', ...organisations.flatMap(ownVolumes)].map((name) => [name, {}] as const),
    ),
  };
}

function ownVolumes({ name }: Organisation): string[] {
  return [`${name}-identities`, `${name}-orderer`, `${name}-peer`, `${name}-gateway`];
}

/** An organisation's identities, at the place that `cryptogen` gives them. */
function identities(organisation: Organisation, mode: '' | ':ro' = ':ro'): string {
  return `${organisation.name}-identities:${crypto}/${identityFolders(organisation).root}${mode}`;
}

function setup(organisations: readonly Organisation[]): Service {
  return {
    ...own('setup'),
    command: ['make'],
    environment: { SUYUAN_ORDERING: '${SUYUAN_ORDERING:-bft}', SUYUAN_REGULATOR: '${SUYUAN_REGULATOR:-}' },
    volumes: [`network:${network}`, `keys:${keys}`, ...organisations.map((each) => identities(each, ''))],
    networks: ['suyuan'],
  };
}

function channel(organisations: readonly Organisation[]): Service {
  const nodes = organisations.flatMap(({ name }) => [`${name}-orderer`, `${name}-peer`, `${name}-contracts`]);
  return {
    ...own('setup'),
    command: ['open'],
    volumes: [SHARED, ...organisations.map((each) => identities(each))],
    networks: ['suyuan'],
    depends_on: { ...made(), ...Object.fromEntries(nodes.map((name) => [name, { condition: 'service_healthy' }])) },
  };
}

/** A peer or an orderer: the official image with the configuration file that `setup` made. */
function node(description: NetworkDescription, organisation: Organisation, role: 'orderer' | 'peer'): Service {
  const { name } = organisation;
  const operations: Place =
    placesInContainers(description)[name][role === 'peer' ? 'peerOperations' : 'ordererOperations'];
  return {
    image: `hyperledger/fabric-${role}:${FABRIC}`,
    command: role === 'peer' ? ['peer', 'node', 'start'] : ['orderer'],
    environment: { FABRIC_CFG_PATH: `${network}/nodes/${name}-${role}`, FABRIC_LOGGING_SPEC: 'warning' },
    volumes: [SHARED, identities(organisation), `${name}-${role}:${data}`],
    networks: { suyuan: { aliases: [nodeNames(organisation)[role]] } },
    depends_on: made(),
    healthcheck: healthcheck(['bash', '-c', askHealth(operations)]),
    restart: 'unless-stopped',
  };
}

function contractProcess(organisation: Organisation): Service {
  const { name } = organisation;
  return {
    ...own('contracts'),
    command: ['node', `--env-file=${network}/nodes/${name}-contracts/${CONTRACTS_ENVIRONMENT}`, contracts],
    volumes: [SHARED, identities(organisation)],
    networks: { suyuan: { aliases: [nodeNames(organisation).contracts] } },
    depends_on: made(),
    // It answers the calls that it has first.
    stop_grace_period: '35s',
    restart: 'unless-stopped',
  };
}

function gateway(organisation: Organisation, port: number): Service {
  const { name } = organisation;
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://${name}-gateway:${GATEWAY_LISTENS}`];
  return {
    ...own('gateway'),
    environment: {
      SUYUAN_CONNECTION: `${network}/connections/${name}.json`,
      SUYUAN_PUBLIC_URL: origins.join(' '),
    },
    ports: [`${at({ host: '127.0.0.1', port })}:${GATEWAY_LISTENS}`],
    volumes: [SHARED, identities(organisation), `${name}-gateway:${data}`],
    networks: ['suyuan'],
    depends_on: { channel: { condition: 'service_completed_successfully' } },
    // It finishes what it has accepted first.
    stop_grace_period: '35s',
    restart: 'unless-stopped',
  };
}

/** Run on request: `docker compose run --rm samples`. */
function samples([first]: readonly Organisation[]): Service {
  const through = `${first?.name ?? ''}-gateway`;
  return {
    ...own('setup'),
    profiles: ['samples'],
    entrypoint: ['node', 'scripts/dist/samples.js'],
    command: ['--gateway', `http://${through}:${GATEWAY_LISTENS}`, '--keys', `${keys}/samples`],
    volumes: [`keys:${keys}`],
    networks: ['suyuan'],
    depends_on: { [through]: { condition: 'service_healthy' } },
  };
}

/** Every service that runs an image of ours can build it: whichever comes first. */
function own(target: keyof typeof IMAGES): Service {
  return { build: { context: '.', target, args: BUILD_ARGUMENTS }, image: IMAGES[target] };
}

function made(): Service {
  return { setup: { condition: 'service_completed_successfully' } };
}

/** With what is in the image: there is no curl in it. The answer is `{"status":"OK",…}` where the node is well. */
function askHealth({ port }: Place): string {
  const request = String.raw`GET /healthz HTTP/1.0\r\n\r\n`;
  return `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '${request}' >&3 && grep -q '"OK"' <&3`;
}

/** The images of ours have theirs in the Dockerfile. */
function healthcheck(command: readonly string[]): Service {
  return { test: ['CMD', ...command], interval: '2s', timeout: '2s', retries: 60 };
}
