import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { TraceError } from '@suyuan/domain';

/** What a failed call tells. A peer's errors have codes but no finer ones: its texts are matched here and nowhere else. */
export type Failure =
  /** The contract refused documents: `CaptureRefusal` in its error. */
  | { readonly kind: 'refused' }
  /** The contract failed otherwise. */
  | { readonly kind: 'contract'; readonly reason: string }
  /** One endorser lags behind another: their results differ for a moment. */
  | { readonly kind: 'payloads' }
  /** The peer has more calls at hand than it takes. */
  | { readonly kind: 'busy' }
  /** An orderer has this very transaction already: no failure (BFT). */
  | { readonly kind: 'already' }
  /** Peer or orderers out of reach, or (`late`) silent until the deadline. */
  | { readonly kind: 'away'; readonly reason: string; readonly late: boolean }
  /**
   * Too few peers serve the contracts that the channel has: while they are away, while a contract process is started
   * again, and a moment after an upgrade.
   */
  | { readonly kind: 'few'; readonly reason: string }
  /** Understood, and turned down: time window, access, policy. */
  | { readonly kind: 'turnedDown'; readonly reason: string };

/** gRPC's codes, as the plain numbers that errors carry. */
const CODES: Readonly<Record<'busy' | 'late' | 'few', number>> = {
  busy: status.RESOURCE_EXHAUSTED,
  late: status.DEADLINE_EXCEEDED,
  // No combination of peers would satisfy the policy now.
  few: status.FAILED_PRECONDITION,
};

const CONTRACT = /chaincode response \d+, ?/;
/** A peer's words where its organisation's contract process is not there, or ended in the middle of a call. */
const PROCESS_GONE = /could not launch chaincode|chaincode stream terminated/;
const TIME_WINDOW = /time ?window|timestamp/i;
const AWAY: ReadonlySet<number> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED]);
/** Reasons are shown to users and written to logs. */
const REASON_LENGTH = 500;

export function failureOf(error: GatewayError): Failure {
  const texts = [...error.details.map((detail) => detail.message), error.cause.details];
  const contract = texts.find((text) => CONTRACT.test(text));
  if (contract !== undefined) {
    const reason = contract.slice(contract.search(CONTRACT)).replace(CONTRACT, '');
    return isRefusal(reason) ? { kind: 'refused' } : { kind: 'contract', reason: short(reason) };
  }
  const all = texts.join('; ');
  if (/request already/i.test(all)) return { kind: 'already' };
  if (/payloads do not match/i.test(all)) return { kind: 'payloads' };
  // Such an evaluation comes back as UNAVAILABLE from every peer: a proposal of another time would fare no better.
  if (error.details.length > 0 && TIME_WINDOW.test(all)) return { kind: 'turnedDown', reason: short(all) };
  if (error.code === CODES.busy) return { kind: 'busy' };
  if (error.code === CODES.few || PROCESS_GONE.test(all)) return { kind: 'few', reason: short(all) };
  if (!AWAY.has(error.code)) return { kind: 'turnedDown', reason: short(all) };
  return { kind: 'away', reason: short(all), late: error.code === CODES.late };
}

/** An error that leaves a call after which nothing was submitted. */
export function thrownFor(failure: Failure): TraceError {
  switch (failure.kind) {
    case 'away':
    case 'few':
      return new TraceError('LEDGER_UNAVAILABLE', { reason: failure.reason });
    case 'payloads':
    case 'busy':
      return new TraceError('LEDGER_UNAVAILABLE', { reason: failure.kind });
    case 'contract':
    case 'turnedDown':
      return new TraceError('PROPOSAL_REFUSED', { reason: failure.reason });
    default:
      return new TraceError('PROPOSAL_REFUSED', { reason: failure.kind });
  }
}

function isRefusal(message: string): boolean {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null && 'code' in value && value.code === 'REFUSED';
  } catch {
    return false;
  }
}

function short(text: string): string {
  return text.slice(0, REASON_LENGTH);
}
