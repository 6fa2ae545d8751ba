import { parsePath, type Line, type ParticipantRecord } from '@suyuan/domain';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { useLoaded } from './loaded.js';
import { readAll } from './list-card.js';
import { useSession } from './session.js';

export type Register = ReadonlyMap<string, ParticipantRecord>;

/** The public register, for names. Empty until it is loaded: then codes stand for names. */
export function useRegister(): Register {
  const { gateway } = useSession();
  const { value } = useLoaded(async () => {
    const all = await readAll(
      (after) => gateway.participants(after),
      ({ participants }) => participants,
    );
    return new Map(all.map((participant) => [participant.id, participant]));
  }, [gateway]);
  return value ?? new Map<string, ParticipantRecord>();
}

export function useNameOf(register: Register): (id: string) => string {
  const { language } = useLanguage();
  return (id) => {
    const name = register.get(id)?.name;
    return name === undefined ? id : nameIn(name, language);
  };
}

/** `A1 (6901234567892)`, short enough for a row; of what is named otherwise its path. */
export function lotText(lot: string): string {
  if (!lot.startsWith('01/')) return lot;
  const { key, lot: number = '' } = parsePath(lot);
  return `${number} (${key.replace(/^0/, '')})`;
}

export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { language } = useLanguage();
  return (
    <>
      {lines.map(({ lot, quantity, uom }) => (
        <p key={lot}>
          {lotText(lot)} <b>{formatQuantity(quantity, uom, language)}</b>
        </p>
      ))}
    </>
  );
}
