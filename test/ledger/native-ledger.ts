import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnection } from '@suyuan/gateway';
import { clean, down, up, type Network, type Programs } from '@suyuan/native';
import { identityFolders, type Ordering, type OrganisationName } from '@suyuan/network-config';
import { openAccess, type LedgerUnderTest } from './ledger-under-test.js';

export interface NativeLedger extends LedgerUnderTest {
  /** Its data folder. */
  readonly data: string;
  readonly network: Network;
  /** The connection file of an organisation's gateway. */
  connectionOf(organisation: OrganisationName): string;
  /** Starts what does not run. */
  up(): Promise<void>;
}

/** A real network of four organisations on this machine, on free ports and a temporary folder. */
export async function startNativeLedger(
  regulator: string,
  ordering: Ordering,
  programs: Programs,
): Promise<NativeLedger> {
  const data = await mkdtemp(join(tmpdir(), 'suyuan-native-'));
  const options = { data, programs, ordering, regulator: () => Promise.resolve(regulator) };
  const { network } = await up({ ...options, portsFrom: await freePorts() });
  const { organisations } = network.description;
  const signers = organisations.map(async (organisation): Promise<[number, string]> => {
    const file = join(network.folder.crypto, identityFolders(organisation).ordererCertificate);
    return [organisation.consenter, await readFile(file, 'utf8')];
  });
  const consenters = new Map(await Promise.all(signers));
  return {
    name: `native, ${ordering}`,
    ...{ data, network },
    connectionOf: (organisation) => network.folder.connection(organisation),
    async up() {
      await up(options);
    },
    features: {
      ...{ consensus: ordering, organisations: organisations.length, commitHashes: false },
      ...(ordering === 'BFT' && { consenters }),
    },
    async connect(number = 0, settings) {
      const { name } = organisations[number % organisations.length] ?? { name: 'producer' };
      return openAccess(await readConnection(network.folder.connection(name)), settings);
    },
    async restart() {
      await down(data);
      await up(options);
    },
    async stop() {
      await clean(data);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Forty in a row, as far as can be known: the network says so where one of them is taken after all. */
function freePorts(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      // Below where systems take the ports of outgoing connections from.
      server.close(() => resolve(20_000 + (port % 1000) * 10));
    });
  });
}
