import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';

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
}

/** `npm start -- …`: flags, else environment, else a laptop's. Prints usage and ends the process where they are wrong. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const program = new Command('npm start --')
    .description('Starts the embedded ledger and the gateway, with sample data on the first start.')
    .addOption(new Option('--host <host>', 'address to listen on').env('SUYUAN_HOST').default('127.0.0.1'))
    .addOption(new Option('--port <port>', 'port to listen on').env('SUYUAN_PORT').default(8080).argParser(readPort))
    .addOption(new Option('--data <folder>', 'data folder').env('SUYUAN_DATA').default('.data'))
    .addOption(new Option('--tls-cert <file>', 'certificate chain, PEM').env('SUYUAN_TLS_CERT'))
    .addOption(new Option('--tls-key <file>', 'its private key, PEM').env('SUYUAN_TLS_KEY'))
    .addOption(new Option('--public-url <url>', 'address by which users know it').env('SUYUAN_PUBLIC_URL'))
    .addOption(new Option('--log <where>', 'of ledger and gateway').choices(['files', 'stderr']).default('files'))
    .option('--no-samples', 'leave the sample chain out on the first start')
    .allowExcessArguments(false);
  const options = program.parse([...args], { from: 'user' }).opts<StartOptions>();
  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) {
    program.error('error: --tls-cert and --tls-key belong together');
  }
  return { ...options, data: resolve(options.data) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number up to 65535.');
  return port;
}
