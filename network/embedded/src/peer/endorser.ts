import {
  endorsementSigned,
  signLowS,
  signLowSAsync,
  writeEvent,
  writePayload,
  writeResult,
  writeTransaction,
  writeWriteSets,
  type NamespaceSet,
  type Read,
  type Response,
} from '@suyuan/block';

import type { Ran } from '../chaincode/messages.js';
import type { Runner } from '../chaincode/runner.js';
import { LIFECYCLE, sequenceKey, type Definition } from '../channel/lifecycle.js';
import type { Signer } from '../identity/identities.js';
import type { Msp } from '../identity/msp.js';
import type { Store } from '../store/store.js';
import type { PreparedTransactions } from './prepared.js';
import { checkProposal, checkTimeWindow, hashOf, type UnpackedProposal } from './proposal.js';
import { ProposalRefused } from './refusal.js';
import { Simulation } from './simulation.js';
import { answerSystem, QSCC } from './system.js';

export interface EndorserParts {
  readonly channel: string;
  readonly msp: Msp;
  readonly store: Store;
  readonly runner: Runner;
  readonly signer: Signer;
  readonly prepared: PreparedTransactions;
  readonly definition: Definition;
  /** Whether the transaction is on the ledger already. */
  readonly isKnown: (txId: string) => boolean;
}

interface Simulated {
  readonly response: Response;
  readonly sets: Omit<NamespaceSet, 'other'>[];
  readonly event: Buffer;
}

/** From here on hashing costs more than the hop to another thread. */
const LARGE = 16 * 1024;
/** A contract that does not answer is given up, as peers do (chaincode.executetimeout). */
const EXECUTE_TIMEOUT = 30_000;
/** Error texts above some 30 KB hang the client's connection: trailers have no room. */
const MESSAGE_LIMIT = 8 * 1024;

const NONE: Buffer = Buffer.alloc(0);

/** What a peer does with a proposal: checks it, runs the contract, signs what came of it. */
export class Endorser {
  constructor(private readonly parts: EndorserParts) {}

  /** Runs and forgets: the chaincode's answer. Throws ProposalRefused. */
  async evaluate(proposal: UnpackedProposal): Promise<Response> {
    await this.#check(proposal);
    const { channel, store } = this.parts;
    if (proposal.chaincode === QSCC) return answerSystem(proposal, channel, store);
    return (await this.#simulate(proposal)).response;
  }

  /** Runs and signs: the payload of a transaction that its creator may submit. Throws ProposalRefused. */
  async endorse(proposal: UnpackedProposal): Promise<Buffer> {
    await this.#check(proposal);
    const { response, sets, event } = await this.#simulate(proposal);
    const { definition, signer, prepared } = this.parts;
    const result = writeResult({
      proposalHash: hashOf(proposal),
      writeSets: writeWriteSets(sets),
      event,
      response,
      chaincode: { name: definition.name, version: definition.version },
    });
    const signed = endorsementSigned(result, signer.identity);
    const signature = signed.length > LARGE ? await signLowSAsync(signer.key, signed) : signLowS(signer.key, signed);
    const action = {
      proposalPayload: proposal.payload,
      result,
      endorsements: [{ endorser: signer.identity, signature }],
    };
    const payload = writePayload(proposal.header, writeTransaction(proposal.header.signatureHeader, action)).finish();
    prepared.add(proposal.channelHeader.txId, { payload, sets });
    return payload;
  }

  async #check(proposal: UnpackedProposal): Promise<void> {
    checkTimeWindow(proposal, Date.now());
    const { txId } = proposal.channelHeader;
    await checkProposal(proposal, this.parts.msp);
    if (this.parts.isKnown(txId)) {
      const creator = proposal.signatureHeader.creator.toString('hex');
      throw new ProposalRefused('proposal', `duplicate transaction found [${txId}]. Creator [${creator}]`);
    }
  }

  async #simulate(proposal: UnpackedProposal): Promise<Simulated> {
    const { channel, store, runner, definition } = this.parts;
    const { channelHeader, creator, args, transient } = proposal;
    const { txId, timestamp = { seconds: 0, nanos: 0 } } = channelHeader;
    const view = store.view();
    try {
      const read = await definitionRead(definition.name, view);
      const simulation = new Simulation(view, definition.name);
      const context = { channel, txId, timestamp, creator, args, transient };
      const { response, event } = await inTime(txId, runner.run(context, simulation)).catch((error: unknown) => {
        throw new ProposalRefused('peer', `error in simulation: ${error instanceof Error ? error.message : 'failed'}`);
      });
      if (response.status >= 400) {
        const text = response.message.slice(0, MESSAGE_LIMIT);
        throw new ProposalRefused('chaincode', `chaincode response ${response.status}, ${text}`);
      }
      const told = event ? writeEvent({ chaincode: definition.name, txId, ...event }) : NONE;
      return { response, sets: simulation.sets({ namespace: LIFECYCLE, read }), event: told };
    } finally {
      view.close();
    }
  }
}

async function definitionRead(name: string, view: ReturnType<Store['view']>): Promise<Read> {
  const key = sequenceKey(name);
  const [found] = await view.getMany(LIFECYCLE, [key]);
  return found ? { key, version: found.version } : { key };
}

async function inTime(txId: string, run: Promise<Ran>): Promise<Ran> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const expire = () => reject(new Error(`failed to execute transaction ${txId}: timeout expired`));
    timer = setTimeout(expire, EXECUTE_TIMEOUT);
  });
  try {
    return await Promise.race([run, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
