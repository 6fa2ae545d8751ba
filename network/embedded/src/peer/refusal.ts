/**
 * Why a peer did not process a proposal. The gateway service tells each kind to its client in another way
 * (internal/pkg/gateway/apiutils.go, responseStatus), and clients retry by it:
 * - `filter`: the authentication filter, before the endorser saw it: the time window;
 * - `proposal`: signature, creator, transaction id: the client's fault;
 * - `peer`: the peer could not run it;
 * - `chaincode`: the contract refused.
 */
export type RefusalKind = 'filter' | 'proposal' | 'peer' | 'chaincode';

export class ProposalRefused extends Error {
  override readonly name = 'ProposalRefused';

  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}
