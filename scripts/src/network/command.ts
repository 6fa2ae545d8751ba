import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { clean, down, findPrograms, logFile, startOne, status, stopOne, up } from '@suyuan/native';
import { openKey } from '../samples/actors.js';
import { readChain } from '../samples/chain.js';
import { statusText } from './status-text.js';

interface DataOption {
  readonly data: string;
}

interface UpFlags extends DataOption {
  readonly ordering?: 'bft' | 'raft';
  readonly portsFrom?: number;
  readonly regulator?: string;
}

export function networkCommand(): Command {
  const program = new Command('npm run network --').description(
    'A Hyperledger Fabric network of four organisations on this machine, each with peer, orderer and contract process.',
  );
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .addOption(new Option('--data <folder>', 'data folder').env('SUYUAN_NETWORK_DATA').default('.data/network'))
      .allowExcessArguments(false);

  command('up', 'make it, or start it again on its data')
    .addOption(new Option('--ordering <kind>', 'of a new network: bft unless said').choices(['bft', 'raft']))
    .addOption(new Option('--ports-from <port>', 'of a new network: the first of 40 ports').argParser(readPort))
    .option('--regulator <thumbprint>', "of a new network: the first regulator's key, not one made for development")
    .action(runUp);
  command('down', 'stop it; its data stays').action(async ({ data }: DataOption) => {
    const stopped = await down(data);
    console.log(
      stopped.length === 0 ? 'It was not up. / 网络未运行。' : `Stopped ${stopped.length} processes. / 已停止。`,
    );
  });
  command('status', 'what runs, where, at which height, with which contracts').action(async ({ data }: DataOption) => {
    const programs = await findPrograms({ download: false }).catch(() => undefined);
    const found = await status(data, programs);
    console.log(found ? statusText(found, data) : 'There is no network here: npm run network -- up / 尚无网络。');
    if (found === undefined || found.odd.length > 0) process.exitCode = 1;
  });
  command('logs <name>', 'what a node wrote, and what it writes from now on')
    .option('--lines <count>', 'of what it wrote', '40')
    .action(async (name: string, { data, lines }: DataOption & { lines: string }) => {
      const tail = spawn('tail', ['-n', lines, '-F', logFile(data, name)], { stdio: 'inherit' });
      await once(tail, 'close');
    });
  command('stop <name>', 'stop one node').action(async (name: string, { data }: DataOption) => {
    console.log((await stopOne(data, name)) ? `${name} is stopped.` : `${name} was not running.`);
  });
  command('start <name>', 'start one node').action(async (name: string, { data }: DataOption) => {
    const started = await startOne(data, name, await findPrograms({ say: console.log }));
    console.log(started ? `${name} is up.` : `${name} was up.`);
  });
  command('clean', 'stop it and delete all that it holds').action(async ({ data }: DataOption) => {
    await clean(data);
    console.log('Nothing is left of it. / 已清除。');
  });
  return program;
}

async function runUp({ data, ordering, portsFrom, regulator }: UpFlags): Promise<void> {
  const began = Date.now();
  const say = (line: string): void => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
  const programs = await findPrograms({ say });
  say(`Hyperledger Fabric ${programs.version}: ${programs.folder}`);
  const { already, settled, network } = await up({
    ...{ data, programs, say, signal: interrupted.signal },
    ...(ordering && { ordering: ordering === 'raft' ? 'etcdraft' : 'BFT' }),
    ...(portsFrom !== undefined && { portsFrom }),
    regulator: async () => regulator ?? (await developmentRegulator(data)),
  });
  say(already ? 'It is up already. / 网络已在运行。' : 'It is up. / 网络已启动。');
  const { channel, organisations } = network.description;
  console.log(`\nchannel ${channel}, ordering ${settled.ordering}, contracts ${settled.version}`);
  for (const { name } of organisations) console.log(`  ${name.padEnd(12)} ${network.folder.connection(name)}`);
  console.log('All its keys lie on this machine: it is for development. / 密钥均在本机，仅供开发。');
}

/** Made with the network, and kept in its folder: the key with which samples are loaded. */
async function developmentRegulator(data: string): Promise<string> {
  const { id, label } = (await readChain('agri')).regulator;
  const folder = join(resolve(data), 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return (await openKey(join(folder, 'regulator.json'), id, label)).thumbprint;
}

function readPort(text: string): number {
  if (!/^[0-9]{4,5}$/.test(text)) throw new InvalidArgumentError('a port is a number from 1024 on.');
  return Number(text);
}
