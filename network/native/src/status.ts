import { Commands } from './chain/commands.js';
import { bundleContracts } from './contracts/bundle.js';
import { networkAt, NetworkFolder, nodeName, readSettled, ROLES, type Role, type Settled } from './network.js';
import { runningPid } from './processes/node-process.js';
import type { Programs } from './programs/find.js';

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
  /** What its contract process says of itself. */
  readonly version?: string;
}

export interface NetworkStatus {
  readonly settled: Settled;
  readonly organisations: readonly OrganisationStatus[];
  /** Organisations whose process runs other contracts than were agreed on. */
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
  const { channel, chaincode, organisations } = network.description;

  const all = organisations.map(async ({ name }): Promise<OrganisationStatus> => {
    const nodes = await Promise.all(
      ROLES.map(async (role): Promise<NodeStatus> => {
        const pid = await runningPid(folder.node(nodeName(name, role)));
        const { port } = network.places[name][role];
        return { name: nodeName(name, role), role, port, ...(pid === undefined ? {} : { pid }) };
      }),
    );
    const runs = (role: Role): boolean => nodes.some((node) => node.role === role && node.pid !== undefined);
    if (commands === undefined || !runs('peer')) return { name, nodes };
    const ask = (...args: string[]): Promise<string> => commands.peer(name, ...args).catch(() => '');
    const query = ['chaincode', 'query', '-C', channel, '-n', chaincode, '-c', '{"Args":["version"]}'];
    const [info, version] = await Promise.all([
      ask('channel', 'getinfo', '-c', channel),
      runs('contracts') ? ask(...query) : '',
    ]);
    const height = /"height":(\d+)/.exec(info)?.[1];
    const found = version.trim();
    return { name, nodes, ...(height && { height: Number(height) }), ...(found && { version: found }) };
  });
  const found = await Promise.all(all);
  const odd = found.filter(({ version }) => version !== undefined && version !== settled.version);
  const { version: here } = await bundleContracts();
  return { settled, organisations: found, odd: odd.map(({ name }) => name), here };
}
