import { quota } from '@suyuan/client';
import {
  isPeriod,
  periodOf,
  TraceError,
  type CategoryAnswer,
  type FieldForm,
  type ParticipantRecord,
} from '@suyuan/domain';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { ByCategory } from '../by-category.js';
import { quantity, upTo } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, Select, useFields } from '../fields.js';
import { usePartyLine } from '../participant-head.js';
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
  const { categories } = useSession();
  return (
    <ByCategory categories={categories.filter(({ balance }) => balance?.quota === true)}>
      {({ balance, ...category }) =>
        balance === undefined ? null : (
          <OneQuota category={category} balance={balance} participant={participant} onDone={onDone} />
        )
      }
    </ByCategory>
  );
}

interface OneQuotaProps extends QuotaFormProps {
  readonly category: CategoryAnswer;
  readonly balance: NonNullable<CategoryAnswer['balance']>;
}

function OneQuota({ category, balance, participant, onDone }: OneQuotaProps) {
  const text = useText();
  const { language } = useLanguage();
  const words = reportWords[language];
  const partyLine = usePartyLine();
  const { id, units } = category;
  const form = useFields(
    {
      substance: '',
      period: periodOf(balance.period, Date.now() / 1000),
      amount: '',
      uom: units[0] ?? '',
      statement: '',
    },
    {
      substance: upTo(60, text),
      period: (value) => {
        if (isPeriod(balance.period, value)) return;
        throw new TraceError('FIELD_VALUE', { path: 'period', value, allowed: balance.period });
      },
      amount: quantity,
      statement: optional(upTo(1000, text)),
    },
  );
  const substances = substancesOf(category, balance.substance);
  return (
    <ActForm
      heading={words.grant}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { substance, period, amount, uom } = form.values;
        const statement = form.values.statement.trim();
        const entry = quota({
          ...{ participant: participant.id, category: id, substance: substance.trim(), period: period.trim() },
          ...{ amount: amount.trim(), uom, ...(statement === '' ? undefined : { statement }) },
        });
        return {
          title: words.grant,
          summary: [
            [text.keys.participant, partyLine(participant)],
            [words.substance, `${entry.substance} (${id})`],
            [words.period, entry.period],
            [words.amount, formatQuantity(entry.amount, uom, language)],
          ],
          documents: [draftDocument('quota', entry)],
        };
      }}
    >
      <div class="pair">
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
          options={units.map((unit) => [unit, formatQuantity('1', unit, language).slice(2)] as const)}
        />
        <Input field={form.field('statement')} label={words.statement + text.optional} />
      </div>
    </ActForm>
  );
}

/** Those that a commissioning may name in the field, where the category lists them. */
function substancesOf({ steps }: CategoryAnswer, field: string): readonly string[] | undefined {
  const form: FieldForm | undefined = steps
    .flatMap(({ fields }) => fields)
    .find(({ name, form: its }) => name === field && its?.is === 'one_of')?.form;
  return form?.is === 'one_of' ? form.values : undefined;
}
