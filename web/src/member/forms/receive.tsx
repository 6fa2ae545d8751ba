import { receiving } from '@suyuan/client';
import { formatQuantity as decimalText, readQuantity } from '@suyuan/domain';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { within } from '../checks.js';
import type { Delivery } from '../deliveries.js';
import { draftDocument } from '../draft.js';
import { Input, useFields, type Check } from '../fields.js';
import { Arrived, useArrival } from '../goods.js';
import { stockWords } from '../text/stock.js';
import { useText } from '../text/index.js';
import { lotText } from '../words.js';
import { ActForm } from './act-form.js';

interface ReceiveFormProps {
  readonly delivery: Delivery;
  readonly nameOf: (id: string) => string;
  readonly onClose: (changed: boolean) => void;
}

/** What was really there: lot by lot, container by container, unit by unit. */
export function ReceiveForm({ delivery: { ref, shipment }, nameOf, onClose }: ReceiveFormProps) {
  const text = useText();
  const { language } = useLanguage();
  const words = stockWords[language];
  const { lines, goods = [], from } = shipment;
  const arrival = useArrival(goods);
  const checks: Record<string, Check> = {};
  const initial: Record<string, string> = {};
  lines.forEach(({ quantity, uom }, i) => {
    initial[`quantity-${i}`] = quantity;
    checks[`quantity-${i}`] = within(quantity, uom, text, language);
  });
  const form = useFields(initial, checks);
  const missing = (i: number, shipped: string): string => {
    try {
      return decimalText(readQuantity(shipped) - readQuantity((form.values[`quantity-${i}`] ?? '').trim()));
    } catch {
      return '0';
    }
  };
  return (
    <ActForm
      heading={text.receive.heading}
      lead={`${text.incoming.from} ${nameOf(from)}`}
      onClose={onClose}
      draft={() => {
        const { came } = arrival;
        if (!form.valid() || lines.length + came.length === 0) return undefined;
        const received = lines.map(({ lot, uom }, i) => ({
          lot,
          uom,
          quantity: (form.values[`quantity-${i}`] ?? '').trim(),
        }));
        return {
          title: text.receive.heading,
          summary: [
            [text.incoming.from, `${nameOf(from)} (${from})`],
            ...received.map(
              ({ lot, quantity, uom }) => [lotText(lot), formatQuantity(quantity, uom, language)] as const,
            ),
            ...lines.flatMap(({ lot, quantity, uom }, i) => {
              const less = missing(i, quantity);
              return less === '0'
                ? []
                : [[`${text.receive.missing} ${lotText(lot)}`, formatQuantity(less, uom, language)] as const];
            }),
            ...came.map((path) => [words.goods, path] as const),
            ...goods.filter((path) => !came.includes(path)).map((path) => [words.lost, path] as const),
          ],
          documents: [
            draftDocument('events', receiving({ at: new Date(), shipment: ref, lines: received, goods: came })),
          ],
          ...(lines[0] === undefined ? undefined : { item: lines[0].lot }),
        };
      }}
    >
      {lines.map(({ lot, quantity, uom }, i) => (
        <Input
          key={lot}
          field={form.field(`quantity-${i}`)}
          label={`${text.receive.quantity} · ${lotText(lot)}`}
          hint={text.receive.hint(formatQuantity(quantity, uom, language))}
          mode="decimal"
        />
      ))}
      <Arrived goods={goods} arrival={arrival} />
    </ActForm>
  );
}
