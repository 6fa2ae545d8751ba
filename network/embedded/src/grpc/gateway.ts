import { FormatError, writeResponse, Writer } from '@suyuan/block';

import type { Msp } from '../identity/msp.js';
import { BroadcastRefused, type Inspector } from '../orderer/inspect.js';
import type { Orderer } from '../orderer/orderer.js';
import type { Endorser } from '../peer/endorser.js';
import { unpackProposal, type UnpackedProposal } from '../peer/proposal.js';
import { QSCC } from '../peer/system.js';
import { ProposalRefused } from '../peer/refusal.js';
import type { Statuses } from '../peer/statuses.js';
import type { Cancellation } from './cancellation.js';
import { readProposalRequest, readStatusRequest, readSubmitRequest } from './requests.js';
import { RpcError, status, type Detail } from './status.js';

export interface GatewayParts {
  readonly channel: string;
  readonly chaincode: string;
  /** By which errors name this peer. */
  readonly address: string;
  readonly msp: Msp;
  readonly endorser: Endorser;
  readonly inspector: Inspector;
  readonly orderer: Orderer;
  readonly statuses: Statuses;
}

const ENDORSE_FAILED = 'failed to endorse transaction, see attached details for more info';
const EVALUATE_FAILED = 'failed to evaluate transaction, see attached details for more info';

/** Methods of `gateway.Gateway`, bytes to bytes, with the codes, texts and details that a peer answers (internal/pkg/gateway). */
export class GatewayService {
  constructor(private readonly parts: GatewayParts) {}

  async evaluate(request: Buffer): Promise<Buffer> {
    const { proposal, organisations } = this.#proposal(request);
    if (!this.#answers(proposal) || !this.#isOurs(organisations)) {
      const { chaincode, channelHeader } = proposal;
      const text = `no peers available to evaluate chaincode ${chaincode} in channel ${channelHeader.channel}`;
      throw new RpcError(status.FAILED_PRECONDITION, text);
    }
    try {
      const response = await this.parts.endorser.evaluate(proposal);
      return new Writer().element(1, writeResponse(response)).finish();
    } catch (error) {
      throw this.#evaluateError(error);
    }
  }

  async endorse(request: Buffer): Promise<Buffer> {
    const { proposal, organisations } = this.#proposal(request);
    const missing = organisations.filter((mspid) => mspid !== this.parts.msp.mspid);
    if (missing.length > 0) {
      throw new RpcError(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    if (!this.#serves(proposal)) {
      const text = `failed to find any endorsing peers for org(s): ${this.parts.msp.mspid}`;
      throw new RpcError(status.FAILED_PRECONDITION, text);
    }
    try {
      const payload = await this.parts.endorser.endorse(proposal);
      // An envelope without a signature: that is for the client to add.
      return new Writer().element(1, new Writer().bytes(1, payload)).finish();
    } catch (error) {
      if (!(error instanceof ProposalRefused)) throw asInvalid(error);
      throw new RpcError(status.ABORTED, ENDORSE_FAILED, [this.#detail(error.message)]);
    }
  }

  async submit(request: Buffer): Promise<Buffer> {
    const { channel, envelope, signed } = read(() => readSubmitRequest(request));
    if (!envelope) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
    if (!signed) throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
    if (channel !== this.parts.channel) {
      throw new RpcError(status.FAILED_PRECONDITION, `failed to get config for channel [${channel}]`);
    }
    try {
      this.parts.orderer.submit(await this.parts.inspector.inspect(envelope));
    } catch (error) {
      if (!(error instanceof BroadcastRefused)) throw error;
      const text = `received unsuccessful response from orderer: status=${error.status}, info=${error.message}`;
      throw new RpcError(status.ABORTED, text);
    }
    return Buffer.alloc(0);
  }

  async commitStatus(request: Buffer, cancelled: Cancellation): Promise<Buffer> {
    const { bytes, signature, identity, channel, txId } = read(() => readStatusRequest(request));
    if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
    if (identity.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'no identity provided');
    if (channel === '') throw new RpcError(status.INVALID_ARGUMENT, 'no channel ID provided');
    if (txId === '') throw new RpcError(status.INVALID_ARGUMENT, 'transaction ID should not be empty');
    const known = channel === this.parts.channel;
    if (!known || !(await this.parts.msp.signed(identity, bytes, signature))) {
      throw new RpcError(status.PERMISSION_DENIED, `access denied for [${channel}]`);
    }
    const place = await this.parts.statuses.wait(txId, cancelled);
    if (!place) throw new RpcError(status.UNAVAILABLE, 'the ledger is shutting down');
    return new Writer().uint(1, place.code).uint(2, place.block).finish();
  }

  #proposal(request: Buffer): { proposal: UnpackedProposal; organisations: readonly string[] } {
    const { signedProposal, organisations } = read(() => readProposalRequest(request));
    if (signedProposal.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a signed proposal is required');
    return { proposal: read(() => unpackProposal(signedProposal)), organisations };
  }

  #serves({ channelHeader, chaincode }: UnpackedProposal): boolean {
    return channelHeader.channel === this.parts.channel && chaincode === this.parts.chaincode;
  }

  #answers(proposal: UnpackedProposal): boolean {
    const asksPeer = proposal.chaincode === QSCC && proposal.channelHeader.channel === this.parts.channel;
    return asksPeer || this.#serves(proposal);
  }

  #isOurs(organisations: readonly string[]): boolean {
    return organisations.length === 0 || organisations.includes(this.parts.msp.mspid);
  }

  #detail(message: string): Detail {
    return { address: this.parts.address, mspid: this.parts.msp.mspid, message };
  }

  /** Refusals of the filter look like a peer that is away: a real gateway service tries the next one, and has none. */
  #evaluateError(error: unknown): unknown {
    if (!(error instanceof ProposalRefused)) return asInvalid(error);
    const details = [this.#detail(error.message)];
    const returned = `evaluate call to endorser returned error: ${error.message}`;
    switch (error.kind) {
      case 'filter':
        return new RpcError(status.UNAVAILABLE, EVALUATE_FAILED, details);
      case 'proposal':
        return new RpcError(status.FAILED_PRECONDITION, returned, details);
      case 'peer':
        return new RpcError(status.ABORTED, EVALUATE_FAILED, details);
      case 'chaincode':
        return new RpcError(status.UNKNOWN, returned, details);
    }
  }
}

function read<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw asInvalid(error);
  }
}

function asInvalid(error: unknown): unknown {
  return error instanceof FormatError ? new RpcError(status.INVALID_ARGUMENT, error.message) : error;
}
