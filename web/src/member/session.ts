import type { GatewayClient, Signer } from '@suyuan/client';
import type { CategoryAnswer, LedgerAnswer, ParticipantAnswer, Role, StepAnswer } from '@suyuan/domain';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** A key in use whose participant is registered. */
export interface Session {
  readonly signer: Signer;
  readonly gateway: GatewayClient;
  readonly ledger: LedgerAnswer;
  readonly own: ParticipantAnswer;
  /** The categories in force where the participant is registered. */
  readonly categories: readonly CategoryAnswer[];
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session');
  return session;
}

/** A category's rules for a step, where it has any and one of these roles may do it. */
export function stepFor({ steps }: CategoryAnswer, step: string, roles: readonly Role[]): StepAnswer | undefined {
  return steps.find((each) => each.step === step && each.roles.some((role) => roles.includes(role)));
}

/** Types of certificates that one of these roles may issue. */
export function typesFor({ certificates }: CategoryAnswer, roles: readonly Role[]): CategoryAnswer['certificates'] {
  return certificates.filter(({ issuers }) => issuers.some((role) => roles.includes(role)));
}
