import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, GatewayError, hash } from '@hyperledger/fabric-gateway';
import { signLowS } from '@suyuan/block';
import { at, identityFolders, nodeNames, type OrganisationName } from '@suyuan/network-config';
import { NetworkError } from '../failure.js';
import { organisationOf, type Network } from '../network.js';

const PAUSE = 100;
const DEADLINE = 5000;
const PATIENCE = 60_000;

/**
 * Resolves when an organisation's gateway service gets an endorsement from a majority: its peer knows the others, their
 * contract processes answer. Nothing is submitted. Throws a NetworkError with what it was told last.
 */
export async function waitForEndorsement(
  network: Network,
  name: OrganisationName,
  signal?: AbortSignal,
): Promise<void> {
  const { folder, places, description } = network;
  const organisation = organisationOf(network, name);
  const { tlsCa, client, clientCertificate } = identityFolders(organisation);
  const read = (path: string): Promise<Buffer> => readFile(join(folder.crypto, path));
  const key = createPrivateKey(await read(`${client}/msp/keystore/priv_sk`));
  const grpc = new Client(at(places[name].peer), credentials.createSsl(await read(tlsCa)), {
    // TLS takes no address for a server's name.
    'grpc.ssl_target_name_override': nodeNames(organisation).peer,
    'grpc.initial_reconnect_backoff_ms': PAUSE,
    'grpc.max_reconnect_backoff_ms': 5 * PAUSE,
  });
  const gateway = connect({
    client: grpc,
    identity: { mspId: organisation.mspid, credentials: await read(clientCertificate) },
    signer: (message) => Promise.resolve(signLowS(key, message)),
    hash: hash.none,
    endorseOptions: () => ({ deadline: Date.now() + DEADLINE }),
  });
  try {
    const contract = gateway.getNetwork(description.channel).getContract(description.chaincode);
    const until = Date.now() + PATIENCE;
    for (;;) {
      const failed = await contract
        .newProposal('state', { arguments: ['[]'] })
        .endorse()
        .catch(keepGatewayError);
      if (!(failed instanceof GatewayError)) return;
      signal?.throwIfAborted();
      if (Date.now() > until) throw new NetworkError(`${name} gets no endorsements: ${told(failed)}`);
      await setTimeout(PAUSE);
    }
  } finally {
    gateway.close();
    grpc.close();
  }
}

function keepGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  throw error;
}

function told({ message, details }: GatewayError): string {
  return [message, ...details.map((detail) => detail.message)].join('; ');
}
