import { Metadata, status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { failureOf, thrownFor, type Failure } from '@suyuan/gateway';

/** As the client library makes it of what a peer answers: a code, a text, and its endorsers' and orderers' texts. */
function failed(code: status, text: string, ...messages: string[]): GatewayError {
  const cause = Object.assign(new Error(`${code} ${text}`), { code, details: text, metadata: new Metadata() });
  const details = messages.map((message) => ({ address: 'peer0:7051', mspId: 'Org1MSP', message }));
  return new GatewayError({ code, details, cause, message: cause.message });
}

const ENDORSE = 'failed to endorse transaction, see attached details for more info';
const EVALUATE = 'failed to evaluate transaction, see attached details for more info';
const REFUSAL = '{"code":"REFUSED","count":1,"refused":[[0,null,"SIGNATURE_INVALID"]]}';
const WINDOW =
  'request unauthorized due to incorrect timestamp 2026-11-20T00:00:00Z, peer time 2026-11-20T00:10:00Z, peer.authentication.timewindow 2m0s';

/** docs/network.md, What a submit sees. */
const CASES: readonly (readonly [name: string, error: GatewayError, kind: Failure['kind'], thrown: string])[] = [
  [
    'a contract that refuses documents',
    failed(status.ABORTED, ENDORSE, `chaincode response 500, ${REFUSAL}`),
    'refused',
    'PROPOSAL_REFUSED',
  ],
  [
    'a contract that fails',
    failed(status.ABORTED, ENDORSE, 'chaincode response 500, out of memory'),
    'contract',
    'PROPOSAL_REFUSED',
  ],
  [
    'a query that fails',
    failed(status.UNKNOWN, 'evaluate call to endorser returned error: chaincode response 500, no'),
    'contract',
    'PROPOSAL_REFUSED',
  ],
  [
    'endorsers that differ for a moment',
    failed(
      status.ABORTED,
      'failed to assemble transaction: ProposalResponsePayloads do not match (base64: "a" vs "b")',
    ),
    'payloads',
    'LEDGER_UNAVAILABLE',
  ],
  ['a proposal of another time', failed(status.ABORTED, ENDORSE, WINDOW), 'turnedDown', 'PROPOSAL_REFUSED'],
  [
    'an evaluation of another time, which looks like an absence',
    failed(status.UNAVAILABLE, EVALUATE, WINDOW),
    'turnedDown',
    'PROPOSAL_REFUSED',
  ],
  [
    'an orderer that has the transaction already (BFT)',
    failed(
      status.UNAVAILABLE,
      'no orderers could successfully process transaction',
      'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=request already processed',
    ),
    'already',
    'PROPOSAL_REFUSED',
  ],
  [
    'no connection',
    failed(status.UNAVAILABLE, 'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:7051'),
    'away',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'too few peers',
    failed(status.FAILED_PRECONDITION, 'no combination of peers can be derived which satisfy the endorsement policy'),
    'few',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'a contract process that is not there',
    failed(
      status.ABORTED,
      ENDORSE,
      'error in simulation: failed to execute transaction 5673: could not launch chaincode suyuan_0.1.0:50fd: connection failed',
    ),
    'few',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'a contract process that ends in the middle of a call',
    failed(
      status.ABORTED,
      ENDORSE,
      'error in simulation: failed to execute transaction 5673: error sending: chaincode stream terminated',
    ),
    'few',
    'LEDGER_UNAVAILABLE',
  ],
  ['silence', failed(status.DEADLINE_EXCEEDED, 'Deadline exceeded after 3.000s'), 'away', 'LEDGER_UNAVAILABLE'],
  [
    'a peer with its hands full',
    failed(status.RESOURCE_EXHAUSTED, 'the gateway is at its concurrency limit of 500'),
    'busy',
    'LEDGER_UNAVAILABLE',
  ],
  ['no access', failed(status.PERMISSION_DENIED, 'access denied'), 'turnedDown', 'PROPOSAL_REFUSED'],
];

describe('gateway/ledger: what a failed call means', () => {
  for (const [name, error, kind, code] of CASES) {
    it(`${name}: ${kind}`, () => {
      const failure = failureOf(error);
      expect(failure.kind).to.equal(kind);
      expect(thrownFor(failure).code).to.equal(code);
    });
  }
});
