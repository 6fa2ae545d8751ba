import { Commands } from './chain/commands.js';
import { committedAt, versionAt, type Definition } from './chain/lifecycle.js';
import { bundleContracts } from './contracts/bundle.js';
import { networkAt, NetworkFolder } from './network.js';
import { nodesOf, type Role } from './nodes.js';
import { runningPid } from './processes/node-process.js';
import type { Programs } from './programs/find.js';
import { readSettled, type Settled } from './settled.js';

export interface NodeStatus {
  readonly name: string;
  readonly role: Role;
  readonly port: number;
  /** Undefined where it does not run. */
  readonly pid?: number;
}

export interface OrganisationStatus {
  readonly name: string;
  readonly nodes: readonly NodeStatus[];
  /** Blocks at its peer; undefined where the peer does not answer. */
  readonly height?: number;
  /** The definition that its peer has committed. */
  readonly committed?: Definition;
  /** What its contract process says of itself; undefined where it does not answer. */
  readonly version?: string;
}

export interface NetworkStatus {
  readonly settled: Settled;
  readonly organisations: readonly OrganisationStatus[];
  /** The contracts that the channel has committed; undefined where no peer answers. */
  readonly committed?: Definition;
  /** Organisations whose process runs other contracts than were committed. */
  readonly odd: readonly string[];
  /** Contracts as this tree would build them now. */
  readonly here: string;
}

/** Undefined where no network was made. Without programs, peers are not asked. */
export async function status(data: string, programs: Programs | undefined): Promise<NetworkStatus | undefined> {
  const folder = new NetworkFolder(data);
  const settled = await readSettled(folder);
  if (settled === undefined) return undefined;
  const network = networkAt(folder, settled.ordering, settled.portsFrom);
  const commands = programs && new Commands(network, programs);
  const { channel, organisations } = network.description;

  const all = organisations.map(async ({ name }): Promise<OrganisationStatus> => {
    const own = nodesOf(settled).filter(({ organisation }) => organisation === name);
    const nodes = await Promise.all(
      own.map(async ({ name: called, role, folder: at, contracts }): Promise<NodeStatus> => {
        const pid = await runningPid(folder.node(at));
        const { port } = network.places[name][contracts?.slot ?? role];
        return { name: called, role, port, ...(pid === undefined ? {} : { pid }) };
      }),
    );
    const runs = (role: Role): boolean => nodes.some((node) => node.role === role && node.pid !== undefined);
    if (commands === undefined || !runs('peer')) return { name, nodes };
    const [info, committed, version] = await Promise.all([
      commands.peer(name, 'channel', 'getinfo', '-c', channel).catch(() => ''),
      committedAt(commands, name).catch(() => undefined),
      runs('contracts') ? versionAt(commands, name).catch(() => undefined) : undefined,
    ]);
    const height = /"height":(\d+)/.exec(info)?.[1];
    return {
      ...{ name, nodes },
      ...(height && { height: Number(height) }),
      ...(committed && { committed }),
      ...(version && { version }),
    };
  });
  const found = await Promise.all(all);
  // A peer that lags knows an earlier one.
  const known = found.flatMap(({ committed }) => committed ?? []).sort((a, b) => b.sequence - a.sequence);
  const [committed] = known;
  const agreed = committed?.version ?? settled.version;
  const odd = found.filter(({ version }) => version !== undefined && version !== agreed).map(({ name }) => name);
  const { version: here } = await bundleContracts();
  return { settled, organisations: found, ...(committed && { committed }), odd, here };
}
