import type { OrganisationName } from '@suyuan/network-config';
import type { Commands } from './commands.js';
import { RunError } from '../run.js';

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
export async function installAndApprove(
  commands: Commands,
  definition: Definition,
  packages: Readonly<Record<OrganisationName, string>>,
): Promise<void> {
  const { description, folder } = commands.network;
  await Promise.all(
    description.organisations.map(async ({ name }) => {
      const lifecycle = ['lifecycle', 'chaincode'];
      await commands.patiently(() => commands.peer(name, ...lifecycle, 'install', folder.package(name)));
      const own = ['--package-id', packages[name]];
      const approve = [...lifecycle, 'approveformyorg', ...definitionArgs(commands, definition), ...own];
      await commands.patiently(() => commands.peer(name, ...approve).catch(unlessDone));
    }),
  );
}

/** When a majority has approved; all peers endorse it, so that all are known to serve. */
export async function commitDefinition(commands: Commands, definition: Definition): Promise<void> {
  const [first] = commands.network.description.organisations;
  if (first === undefined) return;
  const commit = ['lifecycle', 'chaincode', 'commit', ...definitionArgs(commands, definition)];
  await commands.patiently(() => commands.peer(first.name, ...commit, ...commands.allPeers()).catch(unlessDone));
}

function definitionArgs(commands: Commands, { version, sequence }: Definition): string[] {
  const { channel, chaincode } = commands.network.description;
  const definition = ['--name', chaincode, '--version', version, '--sequence', String(sequence)];
  return [...commands.orderer(), '--channelID', channel, ...definition];
}

/** An attempt whose answer was lost may have succeeded: the next one is told so. */
function unlessDone(error: unknown): string {
  if (error instanceof RunError && /unchanged content|new definition must be sequence/.test(error.output)) return '';
  throw error;
}
