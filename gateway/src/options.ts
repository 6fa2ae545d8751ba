import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { TraceError } from '@suyuan/domain';
import { RATES } from './http/rates.js';
import type { GatewayOptions } from './gateway.js';
import type { ConnectionSource } from './ledger/connection.js';

export type Settings = Omit<GatewayOptions, 'ledger' | 'logger'> & {
  readonly command: 'serve' | 'rebuild-index';
  readonly source: ConnectionSource;
  readonly logLevel: string;
};

const FLAGS = {
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  connection: { type: 'string' },
  profile: { type: 'string' },
  msp: { type: 'string' },
  channel: { type: 'string' },
  chaincode: { type: 'string' },
  'public-url': { type: 'string', multiple: true },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  web: { type: 'string' },
  'rate-reads': { type: 'string' },
  'rate-writes': { type: 'string' },
  'rate-loopback': { type: 'boolean' },
  'trust-proxy': { type: 'string' },
  'metrics-port': { type: 'string' },
  'metrics-host': { type: 'string' },
  'log-level': { type: 'string' },
} as const;

/** What a flag is called in the environment: `--public-url` is `SUYUAN_PUBLIC_URL`, its values parted by spaces. */
function variable(flag: string): string {
  return `SUYUAN_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** Settings out of the command line, else the environment, else as they are on a laptop. Throws USAGE. */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values, positionals } = parse(args);
  const text = (flag: keyof typeof FLAGS): string | undefined => {
    const value = values[flag];
    return typeof value === 'string' ? value : env[variable(flag)];
  };
  const data = text('data') ?? '.data';
  const urls = values['public-url'] ?? env[variable('public-url')]?.split(/[ ,]+/).filter((url) => url !== '');
  return {
    command: command(positionals),
    data,
    host: text('host'),
    port: whole('port', text('port') ?? '8080', 65_535),
    ...ledgerOf(data, text),
    publicUrls: urls?.map(readOrigin),
    tls: readTls(text('tls-cert'), text('tls-key')),
    webDir: text('web') ?? fileURLToPath(new URL('../../web/dist', import.meta.url)),
    rates: {
      reads: whole('rate-reads', text('rate-reads') ?? String(RATES.reads)),
      writes: whole('rate-writes', text('rate-writes') ?? String(RATES.writes)),
      loopback: values['rate-loopback'] ?? env[variable('rate-loopback')] === 'true',
    },
    metrics: readMetrics(text('metrics-port'), text('metrics-host')),
    trustProxy: whole('trust-proxy', text('trust-proxy') ?? '0', 10),
    logLevel: text('log-level') ?? 'info',
  };
}

/** `--profile` and `--msp`, with the names on the channel; else a connection file, the embedded ledger's unless said. */
function ledgerOf(
  data: string,
  text: (flag: keyof typeof FLAGS) => string | undefined,
): Pick<Settings, 'source' | 'chaincode'> {
  const [connection, profile, msp] = [text('connection'), text('profile'), text('msp')];
  const [channel = 'suyuan', chaincode = 'suyuan'] = [text('channel'), text('chaincode')];
  if (profile === undefined && msp === undefined) {
    return { source: { connection: connection ?? join(data, 'ledger', 'connection.json') } };
  }
  if (profile === undefined || msp === undefined) throw new TraceError('USAGE', { reason: '--profile, --msp' });
  if (connection !== undefined) throw new TraceError('USAGE', { reason: '--connection, --profile' });
  return { source: { profile, msp, channel, chaincode }, chaincode };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new TraceError('USAGE', { reason: error instanceof Error ? error.message : String(error) });
  }
}

function command(positionals: readonly string[]): Settings['command'] {
  const [name = 'serve', ...more] = positionals;
  if ((name === 'serve' || name === 'rebuild-index') && more.length === 0) return name;
  throw new TraceError('USAGE', { reason: `${positionals.join(' ')} (serve, rebuild-index)` });
}

function whole(flag: string, text: string, most = 1_000_000_000): number {
  const value = Number(text);
  if (!/^[0-9]{1,10}$/.test(text) || value > most) throw new TraceError('USAGE', { reason: `--${flag} ${text}` });
  return value;
}

function readMetrics(port: string | undefined, host: string | undefined): GatewayOptions['metrics'] {
  if (port !== undefined) return { port: whole('metrics-port', port, 65_535), host };
  if (host !== undefined) throw new TraceError('USAGE', { reason: '--metrics-host, --metrics-port' });
  return undefined;
}

function readOrigin(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new TraceError('USAGE', { reason: `--public-url ${url}` });
  return new URL(url).origin;
}

function readTls(cert: string | undefined, key: string | undefined): GatewayOptions['tls'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new TraceError('USAGE', { reason: '--tls-cert, --tls-key' });
  return { cert: readPem(cert), key: readPem(key) };
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TraceError('USAGE', { reason: String(error) });
  }
}
