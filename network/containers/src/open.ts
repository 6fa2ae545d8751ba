import {
  commitDefinition,
  Commands,
  committedAt,
  installAndApprove,
  NetworkError,
  RunError,
  waitForEndorsement,
  type Programs,
  type Say,
} from '@suyuan/native';
import type { OrganisationName } from '@suyuan/network-config';
import { containerNetwork, readFacts, type ContainerFacts } from './network.js';

/** An attempt before this one has joined it. */
const JOINED = /already exists/;
const NO_DEFINITION = /not defined/;
const ATTEMPTS = 4;

/**
 * Joins every node to the channel and has all organisations agree on the contracts that `makeFiles` settled. What is done
 * already is left as it is, so it may run any number of times. Resolves when every organisation gets endorsements.
 */
export async function openChannel(programs: Programs, say: Say = () => undefined): Promise<ContainerFacts> {
  const facts = await readFacts(containerNetwork('BFT'));
  if (facts === undefined) throw new NetworkError('Nothing is made yet: the service `setup` makes it.');
  const network = containerNetwork(facts.ordering);
  const commands = new Commands(network, programs);
  const names = network.description.organisations.map(({ name }) => name);
  say('Joining the channel … / 正在加入通道 …');
  await Promise.all(names.flatMap((name) => [joinOrderer(commands, name), joinPeer(commands, name)]));
  await agree(commands, facts, say);
  say('Waiting until every organisation gets endorsements … / 正在等待背书就绪 …');
  await Promise.all(names.map((name) => waitForEndorsement(network, name)));
  return facts;
}

/** A step that was not in time may have been done all the same: what is left of them is found out each time. */
async function agree(commands: Commands, facts: ContainerFacts, say: Say): Promise<void> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      const sequence = await nextSequence(commands, facts);
      if (sequence === undefined) return;
      say(`Installing, approving and committing the contracts ${facts.version} … / 正在部署合约 …`);
      const agreed = { ...facts, sequence };
      await installAndApprove(commands, agreed);
      await commitDefinition(commands, agreed);
    } catch (error) {
      if (!(error instanceof RunError) || left === 0) throw error;
      say(`Once more: ${error.message} / 重试`);
    }
  }
}

function joinOrderer(commands: Commands, name: OrganisationName): Promise<unknown> {
  return commands.patiently(() => commands.joinOrderer(name).catch(unlessJoined));
}

function joinPeer(commands: Commands, name: OrganisationName): Promise<unknown> {
  const { genesis } = commands.network.folder;
  return commands.patiently(() => commands.peer(name, 'channel', 'join', '-b', genesis).catch(unlessJoined));
}

function unlessJoined(error: unknown): void {
  if (!(error instanceof RunError) || !JOINED.test(error.output)) throw error;
}

/** The number of the definition to agree on; undefined where the channel has committed these contracts. */
async function nextSequence(commands: Commands, { version }: ContainerFacts): Promise<number | undefined> {
  const [first] = commands.network.description.organisations;
  if (first === undefined) return undefined;
  const committed = await commands.patiently(() => committedAt(commands, first.name).catch(unlessNone));
  if (committed === undefined) return 1;
  return committed.version === version ? undefined : committed.sequence + 1;
}

function unlessNone(error: unknown): undefined {
  if (!(error instanceof RunError) || !NO_DEFINITION.test(error.output)) throw error;
}
