import { createPrivateKey } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, type Contract, type Gateway, type Network } from '@hyperledger/fabric-gateway';
import { signLowS } from '@suyuan/block';
import { connectLedger, type Ledger, type LedgerConnection, type LedgerOptions } from '@suyuan/gateway';
import { pino } from 'pino';

/** What is known beforehand of a network that the suite runs over. */
export interface Features {
  /** As its genesis block names it. */
  readonly consensus: 'solo' | 'BFT' | 'etcdraft';
  /** Endorsing organisations; a majority of them must have endorsed what is valid. */
  readonly organisations: number;
  /** Whether public write sets alone make the commit hashes: approvals of chaincodes are private writes of a peer's. */
  readonly commitHashes: boolean;
  /** BFT orderers sign as numbers: their certificates, PEM. */
  readonly consenters?: ReadonlyMap<number, string>;
}

/** A running ledger, as much of it as the suite must know. */
export interface LedgerUnderTest {
  readonly name: string;
  readonly features: Features;
  /** A client of its own, of one of the organisations (0, 1 …, taken modulo their number). */
  connect(organisation?: number, options?: Pick<LedgerOptions, 'bundles' | 'patience'>): Promise<Access>;
  /** Takes the whole ledger down, hard, and up again on its data. */
  restart?(): Promise<void>;
  /** For good, its data included. */
  stop(): Promise<void>;
}

/** Started anew, empty: its contracts know the thumbprint of the key that may bootstrap, and nothing is recorded. */
export type StartLedger = (regulator: string) => Promise<LedgerUnderTest>;

/** One client: the gateway's own, and Fabric's stock one beside it, for what the gateway would never send. */
export interface Access {
  readonly ledger: Ledger;
  readonly connection: LedgerConnection;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  close(): Promise<void>;
}

const logger = pino({ level: 'fatal' }, pino.destination(2));

export function openAccess(
  connection: LedgerConnection,
  options: Pick<LedgerOptions, 'bundles' | 'patience'> = {},
): Access {
  const ledger = connectLedger({ ...connection, ...options, logger });
  const client = openClient(connection);
  const key = createPrivateKey(connection.privateKey);
  const gateway = connect({
    client,
    identity: { mspId: connection.mspId, credentials: Buffer.from(connection.certificate) },
    signer: (message) => Promise.resolve(signLowS(key, message)),
    hash: hash.none,
    ...deadlines(10_000),
  });
  const network = gateway.getNetwork(connection.channel);
  const contract = network.getContract(connection.chaincode, connection.contract);
  return {
    ...{ ledger, connection, gateway, network, contract },
    async close() {
      await ledger.close();
      gateway.close();
      client.close();
    },
  };
}

export function openClient({ endpoint, hostnameOverride, tlsCa }: LedgerConnection): Client {
  return new Client(endpoint, credentials.createSsl(Buffer.from(tlsCa)), {
    ...(hostnameOverride === undefined ? {} : { 'grpc.ssl_target_name_override': hostnameOverride }),
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1000,
  });
}

/** The same deadline for every kind of call. */
export function deadlines(ms: number) {
  const within = () => ({ deadline: Date.now() + ms });
  return { evaluateOptions: within, endorseOptions: within, submitOptions: within, commitStatusOptions: within };
}
