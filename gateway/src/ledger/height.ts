import { GatewayError, type Network } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { failureOf, thrownFor } from './failures.js';

/** The chaincode of every peer that answers questions about its blocks. */
const QSCC = 'qscc';
/** Milliseconds for an answer that costs a peer next to nothing. */
const DEADLINE = 2000;

/** Blocks that an organisation's peer has; our peer passes the question on. Throws LEDGER_UNAVAILABLE, PROPOSAL_REFUSED. */
export async function heightOf(network: Network, organisation: string): Promise<number> {
  const options = { arguments: [network.getName()], endorsingOrganizations: [organisation] };
  const question = network.getContract(QSCC).newProposal('GetChainInfo', options);
  try {
    const answer = await question.evaluate({ deadline: Date.now() + DEADLINE });
    return common.BlockchainInfo.deserializeBinary(answer).getHeight();
  } catch (error) {
    throw error instanceof GatewayError ? thrownFor(failureOf(error)) : error;
  }
}
