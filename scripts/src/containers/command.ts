import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { makeFiles, openChannel } from '@suyuan/containers';
import { findPrograms } from '@suyuan/native';
import { IN_CONTAINERS } from '@suyuan/network-config';
import { openRegulatorKey } from '../development.js';
import { readChain } from '../samples/chain.js';

const say = console.log;

interface MakeFlags {
  readonly ordering: 'bft' | 'raft';
  readonly regulator?: string;
}

export function containersCommand(): Command {
  const program = new Command('containers').description('The one-shot services of docker-compose.yaml.');
  program
    .command('programs <folder>')
    .description("put Fabric's programs there, downloaded and checked")
    .action(async (folder: string) => {
      const programs = await findPrograms({ say });
      await cp(programs.folder, folder, { recursive: true });
    });
  program
    .command('make')
    .description('identities, the first block, configuration files and packages, where they are not there')
    .addOption(new Option('--ordering <kind>').choices(['bft', 'raft']).env('SUYUAN_ORDERING').default('bft'))
    .addOption(new Option('--regulator <thumbprint>').env('SUYUAN_REGULATOR'))
    .action(make);
  program
    .command('open')
    .description('join every node to the channel and agree on the contracts, where that is not done')
    .action(async () => {
      await openChannel(await findPrograms({ download: false }), say);
      say('The channel is open. / 通道已就绪。');
    });
  return program;
}

async function make({ ordering, regulator }: MakeFlags): Promise<void> {
  await makeFiles({
    programs: await findPrograms({ download: false }),
    bundle: await readFile(IN_CONTAINERS.contracts),
    ordering: ordering === 'raft' ? 'etcdraft' : 'BFT',
    // Compose hands on what is not set as an empty text.
    regulator: async () => regulator || (await developmentKey()),
    say,
  });
}

async function developmentKey(): Promise<string> {
  const file = join(IN_CONTAINERS.keys, 'regulator.json');
  return (await openRegulatorKey(file, await readChain('agri'))).signer.thumbprint;
}
