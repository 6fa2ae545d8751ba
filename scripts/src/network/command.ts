import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  clean,
  down,
  findPrograms,
  givenContracts,
  logFile,
  startOne,
  status,
  stopOne,
  up,
  upgrade,
  type Say,
} from '@suyuan/native';
import { openRegulatorKey } from '../development.js';
import { readChain } from '../samples/chain.js';
import { interruptible } from './interruptible.js';
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
  command('upgrade', 'replace its contracts while it serves')
    .option('--contracts <folder>', 'those of a bundle, not of this source tree')
    .action(runUpgrade);
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
      const tail = spawn('tail', ['-n', lines, '-F', await logFile(data, name)], { stdio: 'inherit' });
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
    const others = await readdir(data).catch(() => []);
    console.log('Nothing is left of the network. / 已清除。');
    if (others.length > 0) console.log(`Left in ${data}, since it may be yours: ${others.join(', ')}`);
  });
  return program;
}

async function runUp({ data, ordering, portsFrom, regulator }: UpFlags): Promise<void> {
  const say = progress();
  const programs = await findPrograms({ say });
  say(`Hyperledger Fabric ${programs.version}: ${programs.folder}`);
  const { already, settled, network } = await interruptible('Given up; nothing is left running. / 已中止。', (signal) =>
    up({
      ...{ data, programs, say, signal },
      ...(ordering && { ordering: ordering === 'raft' ? 'etcdraft' : 'BFT' }),
      ...(portsFrom !== undefined && { portsFrom }),
      regulator: async () => regulator ?? (await developmentRegulator(data)),
    }),
  );
  say(already ? 'It is up already. / 网络已在运行。' : 'It is up. / 网络已启动。');
  const { channel, organisations } = network.description;
  console.log(`\nchannel ${channel}, ordering ${settled.ordering}, contracts ${settled.version}`);
  for (const { name } of organisations) console.log(`  ${name.padEnd(12)} ${network.folder.connection(name)}`);
  if (settled.next) console.log(`An upgrade to ${settled.next.version} was begun: npm run network -- upgrade goes on.`);
  console.log('All its keys lie on this machine: it is for development. / 密钥均在本机，仅供开发。');
}

async function runUpgrade({ data, contracts }: DataOption & { contracts?: string }): Promise<void> {
  const say = progress();
  const programs = await findPrograms({ say });
  const bundle = contracts === undefined ? undefined : await givenContracts(contracts);
  const { changed, from, settled } = await interruptible(
    'Interrupted; the network serves, and the same command goes on. / 升级中断，网络照常服务，重新执行可继续。',
    (signal) => upgrade({ ...{ data, programs, say, signal }, ...(bundle && { bundle }) }),
  );
  if (changed) say(`Upgraded from ${from} to ${settled.version}. / 合约已升级。`);
  else console.log(`Nothing to upgrade: the contracts are ${settled.version} already. / 合约无变化。`);
}

/** Lines with the seconds since the first of them might have been said. */
function progress(): Say {
  const began = Date.now();
  return (line) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
}

/** Made with the network, and kept in its folder: the key with which samples are loaded. */
async function developmentRegulator(data: string): Promise<string> {
  const file = join(resolve(data), 'keys/regulator.json');
  return (await openRegulatorKey(file, await readChain('agri'))).signer.thumbprint;
}

function readPort(text: string): number {
  if (!/^[0-9]{4,5}$/.test(text)) throw new InvalidArgumentError('a port is a number from 1024 on.');
  return Number(text);
}
