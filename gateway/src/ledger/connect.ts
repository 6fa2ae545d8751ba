import { hash as digest } from 'node:crypto';
import { Client } from '@grpc/grpc-js';
import { connect, hash, type Commit, type Gateway } from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { interpret, touches, type CheckReport, type SignedDocument, type TraceError } from '@suyuan/domain';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { BUNDLES, EMBEDDED_BUNDLES, Bundler, NO_BUNDLES, type BundlerLimits } from './bundler.js';
import type { LedgerConnection } from './connection.js';
import { deliver, writtenIn } from './deliver.js';
import { FabricCarrier } from './fabric-carrier.js';
import { heightOf } from './height.js';
import { refusalOf, toCheckError } from './refusal.js';
import type { Ledger, Outcome } from './ledger.js';
import { LedgerMetrics } from './metrics.js';
import { lowSSigner } from './signer.js';
import { ImpatientTls } from './tls.js';

export interface LedgerOptions extends LedgerConnection {
  readonly logger: Logger;
  /** Where the client's metrics are registered. */
  readonly metrics?: Registry;
  /** False: each document in a transaction of its own, for comparison. */
  readonly bundles?: boolean | Partial<BundlerLimits>;
  /** How long (ms) the outcome of a submission is asked for before OUTCOME_UNKNOWN; 15 s by default. */
  readonly patience?: number;
  /** How long (ms) a peer that has taken a connection may say nothing before it is tried again; gRPC's 20 s by default. */
  readonly silence?: number;
}

/** Deadlines of single calls, ms. A commit's is short: a lost transaction's status never comes. */
const DEADLINES = { evaluate: 15_000, endorse: 15_000, submit: 5000, commitStatus: 3000 };

/** Connects when it is first used, and again whenever it must: a ledger that is away fails calls, not this one. */
export function connectLedger(options: LedgerOptions): Ledger {
  return new FabricLedger(options);
}

class FabricLedger implements Ledger {
  readonly #client: Client;
  readonly #gateway: Gateway;
  readonly #options: LedgerOptions;
  readonly #carrier: FabricCarrier;
  readonly #bundler: Bundler;
  readonly #closed = new AbortController();

  constructor(options: LedgerOptions) {
    this.#options = options;
    const { channel, chaincode, logger, patience = 15_000 } = options;
    this.#client = openClient(options);
    this.#gateway = openGateway(this.#client, options);
    const network = this.#gateway.getNetwork(channel);
    const metrics = new LedgerMetrics(options.metrics);
    this.#carrier = new FabricCarrier({
      contract: network.getContract(chaincode, options.contract),
      commitOf: (txId) => this.#commitOf(txId),
      written: (block) => writtenIn(network, chaincode, block),
      metrics,
      logger,
      patience,
    });
    this.#bundler = new Bundler(this.#carrier, metrics, limitsOf(options));
  }

  async submit(signed: SignedDocument, read = interpret(signed, sha256)): Promise<Outcome> {
    const { document, errors } = read;
    // What cannot be accepted whatever the state is does not travel: the contract tells what else is wrong with it.
    if (document === undefined || errors.length > 0) return this.#refuse(signed, errors);
    return this.#bundler.submit(signed, document.id, touches(read));
  }

  check(documents: readonly SignedDocument[]): Promise<CheckReport> {
    return this.#carrier.check(documents);
  }

  evaluate(name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return this.#carrier.evaluate(name, ...args);
  }

  height(organisation: string): Promise<number> {
    return heightOf(this.#gateway.getNetwork(this.#options.channel), organisation);
  }

  blocks(from: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const either = AbortSignal.any([signal, this.#closed.signal]);
    return deliver(this.#gateway.getNetwork(this.#options.channel), from, either);
  }

  async close(): Promise<void> {
    await this.#bundler.close();
    this.#closed.abort();
    this.#gateway.close();
    this.#client.close();
  }

  async #refuse(signed: SignedDocument, found: readonly TraceError[]): Promise<Outcome> {
    const report = await this.#carrier.check([signed]);
    const errors = report.documents[0]?.errors ?? [];
    return refusalOf(errors.length > 0 ? errors : found.map(toCheckError));
  }

  #commitOf(txId: string): Commit {
    const { mspId, credentials: certificate } = this.#gateway.getIdentity();
    const identity = new msp.SerializedIdentity();
    identity.setMspid(mspId);
    identity.setIdBytes(certificate);
    const request = new messages.CommitStatusRequest();
    request.setChannelId(this.#options.channel);
    request.setTransactionId(txId);
    request.setIdentity(identity.serializeBinary());
    const signed = new messages.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    return this.#gateway.newCommit(signed.serializeBinary());
  }
}

/** One connection is enough for all calls; it carries blocks of any size. */
function openClient({ endpoint, hostnameOverride, tlsCa, silence = 20_000 }: LedgerOptions): Client {
  return new Client(endpoint, new ImpatientTls(tlsCa, silence), {
    ...(hostnameOverride === undefined ? {} : { 'grpc.ssl_target_name_override': hostnameOverride }),
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    // A ledger that was restarted is found again within a second or two.
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2000,
    // A peer allows a ping a minute; a connection that died silently is noticed.
    'grpc.keepalive_time_ms': 120_000,
    'grpc.keepalive_timeout_ms': 20_000,
  });
}

function openGateway(client: Client, { mspId, certificate, privateKey }: LedgerConnection): Gateway {
  const within = (ms: number) => () => ({ deadline: Date.now() + ms });
  return connect({
    client,
    identity: { mspId, credentials: Buffer.from(certificate) },
    signer: lowSSigner(privateKey),
    hash: hash.none,
    evaluateOptions: within(DEADLINES.evaluate),
    endorseOptions: within(DEADLINES.endorse),
    submitOptions: within(DEADLINES.submit),
    commitStatusOptions: within(DEADLINES.commitStatus),
  });
}

function limitsOf({ bundles, embedded }: LedgerOptions): BundlerLimits {
  if (bundles === false) return NO_BUNDLES;
  const usual = embedded === true ? EMBEDDED_BUNDLES : BUNDLES;
  return typeof bundles === 'object' ? { ...usual, ...bundles } : usual;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return digest('sha256', bytes, 'buffer');
}
