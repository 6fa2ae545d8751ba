import type { Names, ParticipantRecord } from '@suyuan/domain';
import { nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { useText } from './text/index.js';

interface ParticipantHeadProps {
  readonly participant: ParticipantRecord;
  readonly onBack: () => void;
}

/** Whose lists stand below, and the way back to the register. */
export function ParticipantHead({ participant: { id, name }, onBack }: ParticipantHeadProps) {
  const { register } = useText();
  const { language } = useLanguage();
  return (
    <section class="card">
      <h2>{nameIn(name, language)}</h2>
      <p class="hint">{id}</p>
      <button type="button" class="button button-quiet" onClick={onBack}>
        {register.back}
      </button>
    </section>
  );
}

/** Name and number, as they are read before something is signed. */
export function usePartyLine(): (party: { readonly id: string; readonly name: Names }) => string {
  const { language } = useLanguage();
  return ({ id, name }) => `${nameIn(name, language)} (${id})`;
}
