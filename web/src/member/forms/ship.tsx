import { shipping } from '@suyuan/client';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { within } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, Select, useFields } from '../fields.js';
import { useSession } from '../session.js';
import type { Holding } from '../stock-tab.js';
import { useText } from '../text/index.js';
import { lotText, useNameOf, useRegister } from '../words.js';
import { ActForm } from './act-form.js';

interface ShipFormProps {
  readonly holding: Holding;
  readonly onClose: (changed: boolean) => void;
}

/** The whole of a holding, or a part. */
export function ShipForm({ holding: { lot, product, holding }, onClose }: ShipFormProps) {
  const text = useText();
  const { language } = useLanguage();
  const { signer } = useSession();
  const register = useRegister();
  const nameOf = useNameOf(register);
  const { quantity: held, uom } = holding;
  const form = useFields(
    { to: '', quantity: held },
    { to: () => undefined, quantity: within(held, uom, text, language) },
  );
  const parties = [...register.values()].filter(
    ({ id, status, roles }) =>
      id !== signer.participant && status === 'active' && roles.some((role) => !KEEPERS.has(role)),
  );
  const amount = formatQuantity(form.values.quantity, uom, language);
  return (
    <ActForm
      heading={`${text.ship.heading} · ${product.zh}`}
      lead={lotText(lot)}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const { to, quantity } = form.values;
        const lines = [{ lot, quantity: quantity.trim(), uom }];
        return {
          title: text.ship.heading,
          summary: [
            [text.stock.lot, lotText(lot)],
            [text.ship.quantity, amount],
            [text.ship.to, `${nameOf(to)} (${to})`],
          ],
          documents: [draftDocument('events', shipping({ at: new Date(), from: signer.participant, to, lines }))],
          item: lot,
        };
      }}
    >
      <Select
        field={form.field('to')}
        label={text.ship.to}
        options={[['', text.ship.choose], ...parties.map(({ id }) => [id, `${nameOf(id)} · ${id}`] as const)]}
      />
      <Input
        field={form.field('quantity')}
        label={`${text.ship.quantity} (${formatQuantity('', uom, language).trim()})`}
        hint={text.ship.most(formatQuantity(held, uom, language))}
        mode="decimal"
      />
    </ActForm>
  );
}

/** Who never takes goods. */
const KEEPERS: ReadonlySet<string> = new Set(['regulator', 'laboratory']);
