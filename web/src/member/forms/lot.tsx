import { certificate, commissioning, localTime } from '@suyuan/client';
import { makeIdentifier, parseGtin, UNITS } from '@suyuan/domain';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { day, gtin, lotNumber, quantity, upTo } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, Select, useFields } from '../fields.js';
import { useSession } from '../session.js';
import { useText } from '../text/index.js';
import { lotText } from '../words.js';
import { ActForm } from './act-form.js';

/** The category whose rules are on the ledger; units that its lots are counted in. */
const CATEGORY = 'agri';
const WEIGHTS = ['KGM', 'TNE', 'GRM'] as const;

/** A certificate of compliance, and the lot that it is for. */
export function LotForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const { lot: words } = text;
  const { language } = useLanguage();
  const { signer } = useSession();
  const today = localTime(new Date()).slice(0, 10);
  const form = useFields(
    {
      gtin: '',
      lot: '',
      quantity: '',
      uom: WEIGHTS[0],
      zh: '',
      en: '',
      origin: '',
      harvested: today,
      certificate: '',
      statement: words.statementText,
    },
    {
      gtin,
      lot: lotNumber,
      quantity,
      zh: upTo(200, text),
      en: optional(upTo(200, text)),
      origin: upTo(200, text),
      harvested: day(text),
      certificate: upTo(40, text),
      statement: optional(upTo(2000, text)),
    },
  );
  return (
    <ActForm
      heading={words.heading}
      lead={words.lead}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { zh, en, origin, harvested, statement, uom, ...rest } = form.values;
        const item = makeIdentifier('01', parseGtin(rest.gtin.trim()), { lot: rest.lot.trim() });
        const amount = rest.quantity.trim();
        const number = rest.certificate.trim();
        const issued = certificate({
          type: 'compliance',
          number,
          category: CATEGORY,
          lots: [item.canonical],
          result: 'pass',
          issued: today,
          ...(statement.trim() === '' ? undefined : { statement: statement.trim() }),
        });
        const event = commissioning({
          at: new Date(),
          lot: item.path,
          quantity: amount,
          uom,
          category: CATEGORY,
          product: { zh: zh.trim(), ...(en.trim() === '' ? undefined : { en: en.trim() }) },
          origin: origin.trim(),
          harvested,
          certificate: { issuer: signer.participant, number },
        });
        return {
          title: words.heading,
          summary: [
            [words.zh, zh],
            [text.stock.lot, lotText(item.path)],
            [words.quantity, formatQuantity(amount, uom, language)],
            [words.origin, origin],
            [words.harvested, harvested],
            [words.certificate, number],
          ],
          documents: [draftDocument('certificate', issued), draftDocument('events', event)],
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
          options={WEIGHTS.map((unit) => [unit, UNITS.get(unit)?.[language] ?? unit])}
        />
        <Input field={form.field('zh')} label={words.zh} />
        <Input field={form.field('en')} label={words.en + text.optional} />
        <Input field={form.field('origin')} label={words.origin} hint={words.originHint} />
        <Input field={form.field('harvested')} label={words.harvested} type="date" />
        <Input field={form.field('certificate')} label={words.certificate} hint={text.certificate.numberHint} />
      </div>
      <Input field={form.field('statement')} label={words.statement + text.optional} rows={3} />
    </ActForm>
  );
}
