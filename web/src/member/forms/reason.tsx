import { returning, voiding } from '@suyuan/client';
import { formatQuantity } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { upTo } from '../checks.js';
import type { Delivery } from '../deliveries.js';
import { draftDocument } from '../draft.js';
import { Input, useFields } from '../fields.js';
import { Goods } from '../goods.js';
import { useSession } from '../session.js';
import { stockWords } from '../text/stock.js';
import { useText } from '../text/index.js';
import { lotText } from '../words.js';
import { ActForm } from './act-form.js';

interface ReasonFormProps {
  readonly act: 'refuse' | 'void';
  readonly delivery: Delivery;
  readonly nameOf: (id: string) => string;
  readonly onClose: (changed: boolean) => void;
}

/** Refusing and voiding concern the whole delivery: all that is asked is why. */
export function ReasonForm({ act, delivery: { ref, shipment }, nameOf, onClose }: ReasonFormProps) {
  const text = useText();
  const { language } = useLanguage();
  const { signer } = useSession();
  const words = text[act];
  const form = useFields({ reason: '' }, { reason: upTo(200, text) });
  const { lines, goods = [], from, to } = shipment;
  const other = act === 'refuse' ? from : to;
  return (
    <ActForm
      heading={words.heading}
      lead={words.lead}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const reason = form.values.reason.trim();
        const common = { at: new Date(), shipment: ref, lines, goods, reason };
        const event = act === 'void' ? voiding(common) : returning({ ...common, from: signer.participant, to: from });
        return {
          title: words.heading,
          summary: [
            [act === 'refuse' ? text.incoming.from : text.outgoing.to, `${nameOf(other)} (${other})`],
            ...lines.map(({ lot, quantity, uom }) => [lotText(lot), formatQuantity(quantity, uom, language)] as const),
            ...goods.map((path) => [stockWords[language].goods, path] as const),
            [words.reason, reason],
          ],
          documents: [draftDocument('events', event)],
          ...(lines[0] === undefined ? undefined : { item: lines[0].lot }),
        };
      }}
    >
      {lines.map(({ lot, quantity, uom }) => (
        <p key={lot}>
          {lotText(lot)} <b>{formatQuantity(quantity, uom, language)}</b>
        </p>
      ))}
      <Goods goods={goods} />
      <Input field={form.field('reason')} label={words.reason} />
    </ActForm>
  );
}
