import { quota } from '@suyuan/client';
import {
  isPeriod,
  periodOf,
  TraceError,
  type CategoryAnswer,
  type FieldForm,
  type ParticipantRecord,
} from '@suyuan/domain';
import { formatQuantity, nameIn } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { quantity, upTo } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, Select, useFields } from '../fields.js';
import { useSession } from '../session.js';
import { reportWords } from '../text/reports.js';
import { useText } from '../text/index.js';
import { ActForm } from './act-form.js';

interface QuotaFormProps {
  readonly participant: ParticipantRecord;
  readonly onDone: () => void;
}

/** Grants so much of a substance for a period, in a category that has quotas. */
export function QuotaForm({ participant, onDone }: QuotaFormProps) {
  const text = useText();
  const { language } = useLanguage();
  const words = reportWords[language];
  const { categories } = useSession();
  const limited = categories.filter(({ balance }) => balance?.quota === true);
  const [first] = limited;
  const form = useFields(
    {
      category: first?.id ?? '',
      substance: '',
      period: first?.balance === undefined ? '' : periodOf(first.balance.period, Date.now() / 1000),
      amount: '',
      uom: first?.units[0] ?? '',
      statement: '',
    },
    {
      category: upTo(40, text),
      substance: upTo(60, text),
      period: (value) => {
        const { balance } = limited.find(({ id }) => id === form.values.category) ?? {};
        if (balance !== undefined && isPeriod(balance.period, value)) return;
        throw new TraceError('FIELD_VALUE', { path: 'period', value, allowed: balance?.period ?? '–' });
      },
      amount: quantity,
      uom: upTo(3, text),
      statement: optional(upTo(1000, text)),
    },
  );
  if (first === undefined) return null;
  const chosen = limited.find(({ id }) => id === form.values.category) ?? first;
  const substances = substancesOf(chosen);
  return (
    <ActForm
      heading={words.grant}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { category, substance, period, amount, uom } = form.values;
        const statement = form.values.statement.trim();
        const entry = quota({
          ...{ participant: participant.id, category, substance: substance.trim(), period: period.trim() },
          ...{ amount: amount.trim(), uom, ...(statement === '' ? undefined : { statement }) },
        });
        return {
          title: words.grant,
          summary: [
            [text.keys.participant, `${nameIn(participant.name, language)} (${participant.id})`],
            [words.substance, `${entry.substance} (${category})`],
            [words.period, entry.period],
            [words.amount, formatQuantity(entry.amount, uom, language)],
          ],
          documents: [draftDocument('quota', entry)],
        };
      }}
    >
      <div class="pair">
        <Select
          field={form.field('category')}
          label={words.category}
          options={limited.map(({ id, names }) => [id, nameIn(names, language)] as const)}
        />
        {substances === undefined ? (
          <Input field={form.field('substance')} label={words.substance} hint={words.substanceHint} />
        ) : (
          <Select
            field={form.field('substance')}
            label={words.substance}
            options={['', ...substances].map((each) => [each, each] as const)}
          />
        )}
        <Input field={form.field('period')} label={words.period} />
        <Input field={form.field('amount')} label={words.amount} hint={words.amountHint} mode="decimal" />
        <Select
          field={form.field('uom')}
          label={words.uom}
          options={chosen.units.map((unit) => [unit, formatQuantity('1', unit, language).slice(2)] as const)}
        />
        <Input field={form.field('statement')} label={words.statement + text.optional} />
      </div>
    </ActForm>
  );
}

/** Those that a commissioning may name, where the category lists them. */
function substancesOf({ balance, steps }: CategoryAnswer): readonly string[] | undefined {
  const form: FieldForm | undefined = steps
    .flatMap(({ fields }) => fields)
    .find(({ name, form: its }) => name === balance?.substance && its?.is === 'one_of')?.form;
  return form?.is === 'one_of' ? form.values : undefined;
}
