import { rename, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';

import type { DataFolder } from './data-folder.js';
import type { Identities } from './identity/identities.js';

/** What everybody who starts or asks an embedded ledger is told. */
export const NOTICE =
  'This ledger is one node: one organisation orders, endorses and keeps it alone. No one else endorses it, and there is no consensus.';

/** `connection.json` in the data folder: all that a client needs. Paths are relative to the file. */
export interface Connection {
  readonly v: 1;
  readonly network: 'embedded';
  readonly endpoint: string;
  /** The name in the server's TLS certificate; `127.0.0.1` and `localhost` stand in it too. */
  readonly hostAlias: string;
  readonly channel: string;
  readonly chaincode: string;
  /** Hash of the genesis block's header, hex. */
  readonly genesis: string;
  readonly mspid: string;
  readonly tlsCa: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly notice: string;
}

export interface ConnectionParts {
  readonly host: string;
  readonly port: number;
  readonly channel: string;
  readonly chaincode: string;
  readonly genesis: string;
}

/** Renamed into place: whoever reads it finds the old one or the new one. */
export async function writeConnection(
  folder: DataFolder,
  identities: Identities,
  parts: ConnectionParts,
): Promise<void> {
  const { names, client } = identities;
  const path = (file: string) => relative(folder.root, file).replaceAll('\\', '/');
  const connection: Connection = {
    v: 1,
    network: 'embedded',
    endpoint: `${parts.host}:${parts.port}`,
    hostAlias: `peer0.${names.domain}`,
    ...{ channel: parts.channel, chaincode: parts.chaincode, genesis: parts.genesis, mspid: names.mspid },
    tlsCa: path(client.tlsCa),
    certificate: path(client.certificate),
    privateKey: path(client.privateKey),
    notice: NOTICE,
  };
  const draft = `${folder.connection}.draft`;
  await writeFile(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, folder.connection);
}
