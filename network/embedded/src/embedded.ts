import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { pino, type Logger } from 'pino';

import { readBlock, readConfig } from '@suyuan/block';
import { TraceError } from '@suyuan/domain';

import { ContractRunner, type ContractClass } from './chaincode/runner.js';
import { ContractThreads } from './chaincode/threads.js';
import { ensureDefinition, ensureGenesis } from './channel/bootstrap.js';
import { LIFECYCLE } from './channel/lifecycle.js';
import { writeConnection } from './connection.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { Cancellation } from './grpc/cancellation.js';
import { DeliverService } from './grpc/deliver.js';
import { EventsService } from './grpc/events.js';
import { GatewayService } from './grpc/gateway.js';
import { listen, makeServer } from './grpc/server.js';
import { ensureIdentities, syncFolder } from './identity/folders.js';
import { loadIdentities } from './identity/identities.js';
import { Msp } from './identity/msp.js';
import { NAMES } from './identity/names.js';
import { Inspector } from './orderer/inspect.js';
import { Orderer } from './orderer/orderer.js';
import { Chain } from './peer/chain.js';
import { Committer } from './peer/committer.js';
import { Endorser } from './peer/endorser.js';
import { PreparedTransactions } from './peer/prepared.js';
import { Statuses } from './peer/statuses.js';
import { Store } from './store/store.js';

export interface EmbeddedOptions {
  /** The data folder; made where it is not there. */
  readonly data: string;
  /** 0 chooses a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly channel?: string;
  readonly chaincode?: string;
  /**
   * What the chaincode is: a module that exports `contracts` and, if it likes, `version`, which is loaded into threads of
   * its own; or classes extending `Contract`, which run in this one.
   */
  readonly contracts: string | readonly ContractClass[];
  /** Another version than before is committed as a new definition; that of the module, or 1.0, where it is not said. */
  readonly version?: string;
  readonly log?: Logger;
  /** Told the hash of the genesis block's header, hex, before anything can be called: by it contracts know their ledger. */
  readonly onGenesis?: (hash: string) => void;
  /** Bytes of endorsed transactions remembered until they are submitted; 0 has each judged as a stranger's. */
  readonly preparedBytes?: number;
  /** Told when the disk refuses a block, or the contracts' thread ends. The ledger takes nothing more; its process should end. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Embedded {
  readonly port: number;
  readonly endpoint: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly connectionFile: string;
  /** Hash of the genesis block's header, hex: the ledger's name in documents' `aud`. */
  readonly genesis: string;
  /** Number of blocks. */
  readonly height: number;
  /** Refuses what is new, finishes what was accepted, closes. */
  stop(): Promise<void>;
}

/** Starts a ledger in this process. Throws DATA_IN_USE and PORT_IN_USE. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { data, host = '127.0.0.1', channel = 'suyuan', chaincode = 'suyuan' } = options;
  const log = options.log ?? pino({ enabled: false });
  const folder = dataFolder(data, NAMES.domain);
  await mkdir(data, { recursive: true, mode: 0o700 });
  // First of all: the store's lock is the folder's.
  const store = await Store.open(folder.ledger, data);
  const undo = [() => store.close()];
  try {
    if (store.tip.height > 0 && !existsSync(folder.crypto)) {
      throw new TraceError('DATA_CORRUPT', { what: folder.crypto, reason: 'the blocks name identities that are gone' });
    }
    await ensureIdentities(folder, NAMES, [...new Set(['localhost', '127.0.0.1', '::1', host])]);
    const identities = await loadIdentities(folder, NAMES);
    const onError = (text: string) => log.debug(text);
    const onFailure = options.onFailure ?? ((error) => log.fatal({ err: error }, 'the ledger cannot go on'));
    const runner =
      typeof options.contracts === 'string'
        ? await ContractThreads.start(options.contracts, { onError, onFailure })
        : new ContractRunner(options.contracts, onError, options.version);
    undo.push(() => runner.stop());
    const version = options.version ?? runner.version;
    await ensureGenesis(store, channel, identities);
    const genesis = await readGenesis(store, folder, channel);
    options.onGenesis?.(genesis);
    const committer = new Committer(store, identities.orderer);
    const wanted = { name: chaincode, version };
    const definition = await ensureDefinition(store, committer, channel, identities, wanted);
    await syncFolder(data);

    const stopping = new Cancellation();
    const msp = new Msp(NAMES.mspid, identities.caCertificate);
    const prepared = new PreparedTransactions(options.preparedBytes);
    const statuses = new Statuses(store);
    const chain = new Chain(store);
    const orderer = new Orderer(
      committer,
      (committed) => {
        for (const { txId } of committed) prepared.take(txId);
        statuses.committed(committed);
        chain.grown();
      },
      onFailure,
    );
    const isKnown = (txId: string) => statuses.find(txId) !== undefined;
    const signer = identities.peer;
    const endorser = new Endorser({ channel, msp, store, runner, signer, prepared, definition, isKnown });
    const chaincodes = new Set([chaincode, LIFECYCLE]);
    const inspector = new Inspector({ channel, msp, prepared, chaincodes });
    const address = `peer0.${NAMES.domain}`;
    const gateway = new GatewayService({ channel, chaincode, address, msp, endorser, inspector, orderer, statuses });
    const deliver = new DeliverService(channel, msp, chain, stopping);
    const events = new EventsService(channel, msp, chain, statuses, stopping);
    const { tls } = identities;
    const server = makeServer({ gateway, deliver, events, tls, stopping, log });
    const port = await listen(server, host, options.port ?? 0, tls);
    undo.push(() => {
      server.forceShutdown();
      return Promise.resolve();
    });
    await writeConnection(folder, identities, { host, port, channel, chaincode, genesis });
    return {
      ...{ port, endpoint: `${host}:${port}`, channel, chaincode, connectionFile: folder.connection, genesis },
      get height() {
        return chain.height;
      },
      async stop() {
        const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
        // What was submitted is committed and its status told, before those who only wait are sent away.
        await orderer.drained();
        await new Promise((resolve) => setImmediate(resolve));
        stopping.give();
        const timer = setTimeout(() => server.forceShutdown(), 2000);
        await closed;
        clearTimeout(timer);
        await orderer.drained();
        await runner.stop();
        await store.close();
      },
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/** The genesis block's header hash; leaves the block as a file too, for Fabric's own tools. */
async function readGenesis(store: Store, { root, genesis }: DataFolder, channel: string): Promise<string> {
  const bytes = await store.block(0);
  if (!bytes) throw new TraceError('DATA_CORRUPT', { what: root, reason: 'block 0 is missing' });
  const block = readBlock(bytes);
  const found = readConfig(block)?.channel ?? '';
  if (found !== channel)
    throw new TraceError('USAGE', { reason: `${root} holds the channel ${found}, not ${channel}` });
  const draft = `${genesis}.draft`;
  await writeFile(draft, bytes);
  await rename(draft, genesis);
  return block.headerHash.toString('hex');
}
