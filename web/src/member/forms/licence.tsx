import { licence } from '@suyuan/client';
import { ACCREDITATION, type CategoryAnswer, type ParticipantRecord } from '@suyuan/domain';
import { nameIn } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { ByCategory } from '../by-category.js';
import { day, upTo, wordsOf } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, Select, useFields } from '../fields.js';
import { usePartyLine } from '../participant-head.js';
import { useSession } from '../session.js';
import { licenceWords } from '../text/licence.js';
import { useText } from '../text/index.js';
import { ActForm } from './act-form.js';

interface LicenceFormProps {
  readonly participant: ParticipantRecord;
  readonly onDone: () => void;
}

/** Enters a licence of a type that a category in force knows, or a laboratory's accreditation. */
export function LicenceForm({ participant, onDone }: LicenceFormProps) {
  const { categories } = useSession();
  return (
    <ByCategory categories={categories}>
      {(category) => <OneLicence category={category} participant={participant} onDone={onDone} />}
    </ByCategory>
  );
}

function OneLicence({ category, participant, onDone }: LicenceFormProps & { readonly category: CategoryAnswer }) {
  const text = useText();
  const { language } = useLanguage();
  const words = licenceWords[language];
  const partyLine = usePartyLine();
  const form = useFields(
    { type: '', number: '', scopes: '', from: '', until: '', authority: '' },
    {
      type: upTo(40, text),
      number: upTo(64, text),
      scopes: optional(),
      from: day(text),
      until: optional(day(text)),
      authority: upTo(100, text),
    },
  );
  const types = typesOf(category, participant, words.accreditation, language);
  return (
    <ActForm
      heading={words.grant}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { type, from } = form.values;
        const [number, until, authority] = [form.values.number, form.values.until, form.values.authority].map((value) =>
          value.trim(),
        ) as [string, string, string];
        const scopes = wordsOf(form.values.scopes);
        const entry = licence({
          ...{ participant: participant.id, type, number, categories: [category.id] },
          ...(scopes.length === 0 ? undefined : { scopes }),
          ...{ from, ...(until === '' ? undefined : { until }), authority },
        });
        return {
          title: words.grant,
          summary: [
            [text.keys.participant, partyLine(participant)],
            [words.type, `${type} (${category.id})`],
            [words.number, number],
            ...(scopes.length === 0 ? [] : [[words.scopes, scopes.join('、')] as const]),
            [words.from, `${from} – ${until}`],
          ],
          documents: [draftDocument('licence', entry)],
        };
      }}
    >
      <div class="pair">
        <Select field={form.field('type')} label={words.type} options={[['', ''], ...types]} />
        <Input field={form.field('number')} label={words.number} />
        <Input field={form.field('scopes')} label={words.scopes + text.optional} hint={words.scopesHint} />
        <Input field={form.field('from')} label={words.from} type="date" />
        <Input field={form.field('until')} label={words.until + text.optional} type="date" />
        <Input field={form.field('authority')} label={words.authority} />
      </div>
    </ActForm>
  );
}

/** Types that the category's rules know, and of laboratories the accreditation. */
function typesOf(
  { licences }: CategoryAnswer,
  { roles }: ParticipantRecord,
  accreditation: string,
  language: 'zh' | 'en',
): readonly (readonly [string, string])[] {
  const named = Object.entries(licences).map(([type, { names }]) => [type, nameIn(names, language)] as const);
  return roles.includes('laboratory') ? [...named, [ACCREDITATION, accreditation]] : named;
}
