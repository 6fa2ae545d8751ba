import { certificate, commissioning, localTime } from '@suyuan/client';
import { makeIdentifier, parseGtin, UNITS, type CategoryAnswer, type StepAnswer } from '@suyuan/domain';
import { formatQuantity, nameIn } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { ByCategory } from '../by-category.js';
import { gtin, lotNumber, quantity, upTo } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, Select, useFields } from '../fields.js';
import { checkOf, fieldsOf, ilmdOf, inputName, PackFields } from '../pack-fields.js';
import { stepFor, useSession } from '../session.js';
import { useText } from '../text/index.js';
import { lotText } from '../words.js';
import { ActForm } from './act-form.js';

/** A new lot of one of the categories in which one of the participant's roles may make any. */
export function LotForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const { categories, own } = useSession();
  const stepOf = (category: CategoryAnswer): StepAnswer | undefined =>
    category.retired || category.granularity === 'unit'
      ? undefined
      : stepFor(category, 'commissioning', own.participant.roles);
  const open = categories.filter((category) => stepOf(category) !== undefined);
  if (open.length === 0) return <p class="empty">{text.lot.none}</p>;
  return (
    <ByCategory categories={open}>
      {(category) => {
        const step = stepOf(category);
        return step === undefined ? null : <OneLot category={category} step={step} onDone={onDone} />;
      }}
    </ByCategory>
  );
}

interface OneLotProps {
  readonly category: CategoryAnswer;
  readonly step: StepAnswer;
  readonly onDone: () => void;
}

/** The maker's own certificate, where the category asks for one, and the lot that it is for. */
function OneLot({ category, step, onDone }: OneLotProps) {
  const text = useText();
  const { lot: words } = text;
  const { language } = useLanguage();
  const { signer } = useSession();
  const today = localTime(new Date()).slice(0, 10);
  const asked = fieldsOf(step.fields);
  const voucher = step.certificates.find(({ issuer }) => issuer === 'maker');
  const voucherNames = category.certificates.find(({ type }) => type === voucher?.type)?.names;
  const days = asked.filter(({ form, optional: may }) => form?.is === 'day' && may !== true);
  const form = useFields<string>(
    {
      ...{ gtin: '', lot: '', quantity: '', uom: category.units[0] ?? '', zh: '', en: '' },
      ...Object.fromEntries(asked.map((each) => [inputName(each), days[0] === each ? today : ''])),
      ...(voucher === undefined ? undefined : { certificate: '', statement: words.statements[voucher.type] ?? '' }),
    },
    {
      ...{ gtin, lot: lotNumber, quantity, zh: upTo(200, text), en: optional(upTo(200, text)) },
      ...Object.fromEntries(asked.map((each) => [inputName(each), checkOf(each, text)])),
      ...(voucher === undefined ? undefined : { certificate: upTo(40, text), statement: optional(upTo(2000, text)) }),
    },
  );
  const value = (name: string): string => (form.values[name] ?? '').trim();
  return (
    <ActForm
      heading={words.heading}
      lead={voucherNames === undefined ? words.leadAlone : words.lead(nameIn(voucherNames, language))}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const item = makeIdentifier('01', parseGtin(value('gtin')), { lot: value('lot') });
        const product = { zh: value('zh'), ...(value('en') === '' ? undefined : { en: value('en') }) };
        const number = value('certificate');
        const issued =
          voucher === undefined
            ? []
            : [
                certificate({
                  ...{ type: voucher.type, number, category: category.id, lots: [item.canonical], result: 'pass' },
                  issued: today,
                  ...(value('statement') === '' ? undefined : { statement: value('statement') }),
                }),
              ];
        const event = commissioning({
          ...{ at: new Date(), lot: item.path, quantity: value('quantity'), uom: value('uom') },
          ...{ category: category.id, product, ilmd: ilmdOf(asked, form.values) },
          ...(voucher === undefined ? undefined : { certificate: { issuer: signer.participant, number } }),
        });
        return {
          title: words.heading,
          summary: [
            [words.category, nameIn(category.names, language)],
            [words.zh, product.zh],
            [text.stock.lot, lotText(item.path)],
            [words.quantity, formatQuantity(value('quantity'), value('uom'), language)],
            ...asked.flatMap((each): [string, string][] => {
              const said = value(inputName(each));
              return said === '' ? [] : [[nameIn(each.names, language), said]];
            }),
            ...(voucher === undefined ? [] : ([[words.certificate, number]] as const)),
          ],
          documents: [...issued.map((each) => draftDocument('certificate', each)), draftDocument('events', event)],
          item: item.path,
          labelled: true,
        };
      }}
    >
      <div class="pair">
        <Input field={form.field('gtin')} label={words.gtin} hint={words.gtinHint} mode="numeric" />
        <Input field={form.field('lot')} label={words.lot} hint={words.lotHint} />
        <Input field={form.field('quantity')} label={words.quantity} mode="decimal" />
        <Select
          field={form.field('uom')}
          label={words.unit}
          options={category.units.map((unit) => [unit, UNITS.get(unit)?.[language] ?? unit])}
        />
        <Input field={form.field('zh')} label={words.zh} />
        <Input field={form.field('en')} label={words.en + text.optional} />
        <PackFields fields={asked} field={form.field} />
        {voucher === undefined ? null : (
          <Input field={form.field('certificate')} label={words.certificate} hint={text.certificate.numberHint} />
        )}
      </div>
      {voucher === undefined ? null : (
        <Input field={form.field('statement')} label={words.statement + text.optional} rows={3} />
      )}
    </ActForm>
  );
}
