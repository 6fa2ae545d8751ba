import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TraceError } from '@suyuan/domain';
import { Supervisor, type Listening } from '@suyuan/embedded';
import { NetworkFolder } from '@suyuan/native';
import { openLog } from './log-file.js';
import type { StartOptions } from './options.js';

/** What a gateway process says when it listens. */
export interface GatewayListening {
  readonly url: string;
  readonly port: number;
  /** All addresses by which it is known, the one for labels first. */
  readonly origins: readonly string[];
  readonly height: number;
  readonly pid: number;
  /** Reached from other machines, with a network identity that was made for development. */
  readonly developmentKeysExposed: boolean;
}

/** Ledger and gateway, each a process of its own that is raised again when it falls. */
export interface Services {
  /** Undefined over a network that runs by itself. */
  readonly ledger?: Listening;
  readonly gateway: GatewayListening;
  /** Gateway first, so that what it accepted still reaches the ledger. */
  stop(): Promise<void>;
}

/** The gateway's own program. */
export const GATEWAY = fileURLToPath(new URL('./main.js', import.meta.resolve('@suyuan/gateway')));

/** How often, and after how many ms, a data folder in use is tried again: who was killed may still be leaving it. */
const IN_USE = { tries: 4, pause: 500 };

/**
 * Starts both. `root` is the thumbprint of the first regulator's key, which contracts are configured with.
 * Throws DATA_IN_USE, PORT_IN_USE and what else keeps one from starting; nothing runs then.
 */
export async function startServices(
  options: StartOptions,
  root: string | undefined,
  say: (line: string) => void,
): Promise<Services> {
  const { data, host, port } = options;
  const running: Supervisor<{ readonly port: number }>[] = [];
  const stop = async (): Promise<void> => {
    for (const supervisor of running.splice(0).reverse()) await supervisor.stop();
  };
  const keep = async <L extends { readonly port: number }>(name: string, supervisor: Supervisor<L>): Promise<L> => {
    const listening = await supervisor.start();
    running.push(supervisor);
    supervisor.on('died', (code: number | null, signal: string | null) => {
      say(
        `The ${name} process ended (${signal ?? code ?? '?'}) and is started again. / ${name} 进程已退出，正在重启。`,
      );
    });
    return listening;
  };
  const stderr = (name: string): 'inherit' | number => (options.log === 'stderr' ? 'inherit' : openLog(data, name));
  try {
    const startLedger = (): Promise<Listening> => {
      const env = { ...process.env, SUYUAN_REGULATOR: root };
      const folder = join(data, 'ledger');
      const log = stderr('ledger');
      return retryInUse(() => keep('ledger', new Supervisor({ data: folder, env, stderr: log })));
    };
    const ledger = options.native || options.profile ? undefined : await startLedger();
    const main = { main: GATEWAY, args: gatewayArguments(options) };
    const gatewayLog = stderr('gateway');
    const gateway = await retryInUse(() =>
      keep('gateway', new Supervisor<GatewayListening>({ data, host, port, stderr: gatewayLog, ...main })),
    );
    return { ...(ledger && { ledger }), gateway, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function gatewayArguments(options: StartOptions): string[] {
  const { tlsCert, tlsKey, publicUrl } = options;
  const given = { ...ledgerArguments(options), 'tls-cert': tlsCert, 'tls-key': tlsKey, 'public-url': publicUrl };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

function ledgerArguments({ data, native, profile }: StartOptions): Readonly<Record<string, string>> {
  if (native !== undefined) return { connection: new NetworkFolder(native.data).connection(native.org) };
  if (profile === undefined) return { connection: join(data, 'ledger', 'connection.json') };
  const { file, ...names } = profile;
  return { profile: file, ...names };
}

export async function retryInUse<T>(start: () => Promise<T>): Promise<T> {
  for (let left = IN_USE.tries; ; left--) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof TraceError) || error.code !== 'DATA_IN_USE' || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, IN_USE.pause));
    }
  }
}
