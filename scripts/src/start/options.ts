import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ORGANISATION_NAMES, type OrganisationName } from '@suyuan/network-config';

export interface StartOptions {
  readonly host: string;
  readonly port: number;
  /** Data folder, absolute. */
  readonly data: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  /** The address by which users know this gateway, where it is not the one it listens on. */
  readonly publicUrl?: string;
  readonly samples: boolean;
  /** Where ledger and gateway log: files in the data folder, or standard error. */
  readonly log: 'files' | 'stderr';
  /** A native network's organisation whose gateway this is; without it, the embedded ledger is started. */
  readonly native?: { readonly org: OrganisationName; /** Absolute. */ readonly data: string };
  /** Any other Fabric network: a connection profile of Fabric's, a member's MSP folder, and names on the channel. */
  readonly profile?: {
    readonly file: string;
    readonly msp: string;
    readonly channel: string;
    readonly chaincode: string;
  };
}

interface Flags extends Omit<StartOptions, 'port' | 'data' | 'native' | 'profile'> {
  readonly port?: number;
  readonly data?: string;
  readonly network: 'embedded' | 'native' | 'profile';
  readonly org: OrganisationName;
  readonly networkData: string;
  readonly profile?: string;
  readonly msp?: string;
  readonly channel: string;
  readonly chaincode: string;
}

const FIRST_PORT = 8080;

/** `npm start -- …`: flags, else environment, else a laptop's. Prints usage and ends the process where they are wrong. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const program = new Command('npm start --')
    .description('Starts a ledger and its gateway, with sample data on the first start.')
    .addOption(
      new Option(
        '--network <kind>',
        'the embedded ledger, a native network that is up (npm run network -- up), or any other by its profile',
      )
        .choices(['embedded', 'native', 'profile'])
        .env('SUYUAN_NETWORK')
        .default('embedded'),
    )
    .addOption(
      new Option('--org <name>', 'of the native network: whose gateway this is')
        .choices(ORGANISATION_NAMES)
        .env('SUYUAN_ORG')
        .default('producer'),
    )
    .addOption(
      new Option('--network-data <folder>', "the native network's").env('SUYUAN_NETWORK_DATA').default('.data/network'),
    )
    .addOption(
      new Option('--profile <file>', "a connection profile of Fabric's (connection-org1.json)").env('SUYUAN_PROFILE'),
    )
    .addOption(new Option('--msp <folder>', 'with it: MSP folder of the member that the gateway is').env('SUYUAN_MSP'))
    .addOption(new Option('--channel <name>', 'with it').env('SUYUAN_CHANNEL').default('suyuan'))
    .addOption(new Option('--chaincode <name>', 'with it').env('SUYUAN_CHAINCODE').default('suyuan'))
    .addOption(new Option('--host <host>', 'address to listen on').env('SUYUAN_HOST').default('127.0.0.1'))
    .addOption(
      new Option('--port <port>', 'port to listen on (8080; 8080 to 8083 for the organisations of a native network)')
        .env('SUYUAN_PORT')
        .argParser(readPort),
    )
    .addOption(new Option('--data <folder>', 'data folder').env('SUYUAN_DATA'))
    .addOption(new Option('--tls-cert <file>', 'certificate chain, PEM').env('SUYUAN_TLS_CERT'))
    .addOption(new Option('--tls-key <file>', 'its private key, PEM').env('SUYUAN_TLS_KEY'))
    .addOption(new Option('--public-url <url>', 'address by which users know it').env('SUYUAN_PUBLIC_URL'))
    .addOption(new Option('--log <where>', 'of ledger and gateway').choices(['files', 'stderr']).default('files'))
    .option('--no-samples', 'leave the sample chain out on the first start')
    .allowExcessArguments(false);
  const flags = program.parse([...args], { from: 'user' }).opts<Flags>();
  const { network, org, networkData, profile, msp, channel, chaincode, ...options } = flags;
  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) {
    program.error('error: --tls-cert and --tls-key belong together');
  }
  const { port = FIRST_PORT, data = '.data' } = options;
  if (network === 'embedded') return { ...options, port, data: resolve(data) };
  if (network === 'profile') {
    if (profile === undefined || msp === undefined)
      return program.error('error: --network profile needs --profile and --msp');
    const own = { file: resolve(profile), msp: resolve(msp), channel, chaincode };
    return { ...options, port, data: resolve(data), profile: own };
  }
  // Four of them run side by side, each on its own port and folder.
  const nth = FIRST_PORT + ORGANISATION_NAMES.indexOf(org);
  return {
    ...options,
    port: options.port ?? nth,
    data: resolve(options.data ?? `.data/${org}`),
    native: { org, data: resolve(networkData) },
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number up to 65535.');
  return port;
}
