import { decommissioning } from '@suyuan/client';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { upTo, within } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, useFields } from '../fields.js';
import type { Holding } from '../stock-tab.js';
import { useText } from '../text/index.js';
import { lotText } from '../words.js';
import { ActForm } from './act-form.js';

interface RemoveFormProps {
  readonly holding: Holding;
  readonly onClose: (changed: boolean) => void;
}

export function RemoveForm({ holding: { lot, product, holding }, onClose }: RemoveFormProps) {
  const text = useText();
  const { language } = useLanguage();
  const { quantity: held, uom } = holding;
  const form = useFields(
    { quantity: held, reason: '' },
    { quantity: within(held, uom, text, language), reason: upTo(200, text) },
  );
  return (
    <ActForm
      heading={`${text.remove.heading} · ${product.zh}`}
      lead={lotText(lot)}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const { quantity, reason } = form.values;
        const lines = [{ lot, quantity: quantity.trim(), uom }];
        return {
          title: text.remove.heading,
          summary: [
            [text.stock.lot, lotText(lot)],
            [text.remove.quantity, formatQuantity(quantity, uom, language)],
            [text.remove.reason, reason],
          ],
          documents: [draftDocument('events', decommissioning({ at: new Date(), lines, reason: reason.trim() }))],
          item: lot,
        };
      }}
    >
      <Input field={form.field('quantity')} label={text.remove.quantity} mode="decimal" />
      <Input field={form.field('reason')} label={text.remove.reason} />
    </ActForm>
  );
}
