import type { OrganisationName } from '@suyuan/network-config';
import { NetworkError } from '../failure.js';
import type { ContractSet } from '../settled.js';
import type { Commands } from './commands.js';
import { RunError } from '../run.js';

const LIFECYCLE = ['lifecycle', 'chaincode'];

/** Installed, approved or committed before. */
const DONE = /already successfully installed|unchanged content|new definition must be sequence/;

/** The definition on which organisations agree. */
export interface Definition {
  readonly version: string;
  readonly sequence: number;
}

/** All nodes of the channel, in any order: blocks find their way. */
export async function joinAll(commands: Commands): Promise<void> {
  const { description, folder } = commands.network;
  await Promise.all(
    description.organisations.flatMap(({ name }) => [
      commands.patiently(() => commands.joinOrderer(name)),
      commands.patiently(() => commands.peer(name, 'channel', 'join', '-b', folder.genesis)),
    ]),
  );
}

/** Each organisation installs its own package on its own peer, and approves the definition with it. */
export async function installAndApprove(commands: Commands, contracts: ContractSet): Promise<void> {
  const { description, folder } = commands.network;
  const { version, packages } = contracts;
  await Promise.all(
    description.organisations.map(async ({ name }) => {
      const install = ['install', folder.package(version, name)];
      await commands.patiently(() => commands.peer(name, ...LIFECYCLE, ...install).catch(unlessDone));
      const approve = ['approveformyorg', ...definitionArgs(commands, contracts), '--package-id', packages[name]];
      await commands.patiently(() => commands.peer(name, ...LIFECYCLE, ...approve).catch(unlessDone));
    }),
  );
}

/** When a majority has approved; all peers endorse it, so that all are known to serve. */
export async function commitDefinition(commands: Commands, definition: Definition): Promise<void> {
  const [first] = commands.network.description.organisations;
  if (first === undefined) return;
  const commit = [...LIFECYCLE, 'commit', ...definitionArgs(commands, definition)];
  await commands.patiently(() => commands.peer(first.name, ...commit, ...commands.allPeers()).catch(unlessDone));
}

/** What the channel has committed, as an organisation's peer knows it by now. */
export async function committedAt(commands: Commands, name: OrganisationName): Promise<Definition> {
  const { channel, chaincode } = commands.network.description;
  const query = ['querycommitted', '--channelID', channel, '--name', chaincode, '--output', 'json'];
  const { version, sequence } = JSON.parse(await commands.peer(name, ...LIFECYCLE, ...query)) as Partial<Definition>;
  if (version === undefined || sequence === undefined) throw new NetworkError(`${name} tells no committed contracts`);
  return { version, sequence };
}

/** What an organisation's contract process says of itself, called through its peer. */
export async function versionAt(commands: Commands, name: OrganisationName): Promise<string> {
  const { channel, chaincode } = commands.network.description;
  const query = ['chaincode', 'query', '-C', channel, '-n', chaincode, '-c', '{"Args":["version"]}'];
  return (await commands.peer(name, ...query)).trim();
}

function definitionArgs(commands: Commands, { version, sequence }: Definition): string[] {
  const { channel, chaincode } = commands.network.description;
  const definition = ['--name', chaincode, '--version', version, '--sequence', String(sequence)];
  return [...commands.orderer(), '--channelID', channel, ...definition];
}

/** An attempt whose answer was lost may have succeeded: the next one is told so. */
function unlessDone(error: unknown): string {
  if (error instanceof RunError && DONE.test(error.output)) return '';
  throw error;
}
