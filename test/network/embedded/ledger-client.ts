import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client, credentials, type ChannelCredentials, type ChannelOptions } from '@grpc/grpc-js';
import { connect, hash, type Contract, type Gateway, type Network } from '@hyperledger/fabric-gateway';
import { signLowS } from '@suyuan/block';
import { startEmbedded, type Connection, type Embedded, type EmbeddedOptions } from '@suyuan/embedded';

import { contracts } from './kv-contract.mjs';

/** The module of the key-value contract, as a ledger process loads it. */
export const KV_CONTRACT = fileURLToPath(new URL('kv-contract.mjs', import.meta.url));

export { contracts };

const folders: string[] = [];

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suyuan-embedded-'));
  folders.push(folder);
  return folder;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** A stock Fabric Gateway client over a data folder's `connection.json`. */
export interface LedgerClient {
  readonly connection: Connection;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  readonly client: Client;
  readonly certificate: Buffer;
  readonly key: KeyObject;
  close(): void;
}

interface Identity {
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

export async function connectTo(
  connectionFile: string,
  identity?: Identity,
  options: ChannelOptions = {},
  tls: (ca: Buffer) => ChannelCredentials = (ca) => credentials.createSsl(ca),
): Promise<LedgerClient> {
  const connection = JSON.parse(await readFile(connectionFile, 'utf8')) as Connection;
  const read = (path: string) => readFile(join(dirname(connectionFile), path));
  const certificate = identity?.certificate ?? (await read(connection.certificate));
  const key = identity?.key ?? createPrivateKey(await read(connection.privateKey));
  const client = new Client(connection.endpoint, tls(await read(connection.tlsCa)), {
    'grpc.ssl_target_name_override': connection.hostAlias,
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    ...options,
  });
  const gateway = connect({
    client,
    identity: { mspId: connection.mspid, credentials: certificate },
    hash: hash.none,
    signer: (message) => Promise.resolve(signLowS(key, message)),
  });
  const network = gateway.getNetwork(connection.channel);
  const contract = network.getContract(connection.chaincode);
  const close = () => {
    gateway.close();
    client.close();
  };
  return { connection, gateway, network, contract, client, certificate, key, close };
}

export interface Running extends LedgerClient {
  readonly ledger: Embedded;
  readonly data: string;
  stop(): Promise<void>;
}

/** A ledger of the key-value contract in this process, and a client of it. */
export async function startLedger(options: Partial<EmbeddedOptions> = {}): Promise<Running> {
  const data = options.data ?? (await temporaryFolder());
  const ledger = await startEmbedded({ contracts, ...options, data });
  const client = await connectTo(ledger.connectionFile);
  const stop = async () => {
    client.close();
    await ledger.stop();
  };
  return { ...client, ledger, data, stop };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
