import type { GatewayClient, Signer } from '@suyuan/client';
import type { LedgerAnswer, ParticipantAnswer } from '@suyuan/domain';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** A key in use whose participant is registered. */
export interface Session {
  readonly signer: Signer;
  readonly gateway: GatewayClient;
  readonly ledger: LedgerAnswer;
  readonly own: ParticipantAnswer;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session');
  return session;
}
