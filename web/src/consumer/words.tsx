import type { Party } from '@suyuan/client';
import type { Names, ParticipantSummary } from '@suyuan/domain';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { useText } from './text/index.js';

/** The server's word for the names of parties that have signed nothing yet: shown as such, and nowhere else. */
export type Hearsay = Readonly<Record<string, ParticipantSummary>>;
export const HearsayContext = createContext<Hearsay>({});

export function useAmount(): (quantity: string, uom: string) => string {
  const { language } = useLanguage();
  return (quantity, uom) => formatQuantity(quantity, uom, language);
}

interface Naming {
  readonly name: string;
  /** Where the name is not from a checked registration: the code that is. */
  readonly unchecked?: string;
}

export function useNaming(): (party: Party) => Naming {
  const { language } = useLanguage();
  const hearsay = useContext(HearsayContext);
  return ({ id, gln, name }) => {
    if (name !== undefined) return { name: nameIn(name, language) };
    const code = id ?? gln ?? '';
    const told: Names | undefined = id === undefined ? undefined : hearsay[id]?.name;
    return told === undefined ? { name: code } : { name: nameIn(told, language), unchecked: code };
  };
}

/** The registered name; one that only the server gave bears its code and says so. */
export function PartyName({ party }: { readonly party: Party }) {
  const { journey } = useText();
  const { name, unchecked } = useNaming()(party);
  return (
    <span class="party">
      {name}
      {unchecked === undefined ? null : (
        <small class="unchecked">
          {unchecked} · {journey.uncheckedName}
        </small>
      )}
    </span>
  );
}
