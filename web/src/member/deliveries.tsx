import type { DeliveriesAnswer } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { formatTime } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { ReceiveForm } from './forms/receive.js';
import { ReasonForm } from './forms/reason.js';
import { Goods } from './goods.js';
import { ListCard, readAll } from './list-card.js';
import { useLoaded } from './loaded.js';
import { useSession } from './session.js';
import { useText } from './text/index.js';
import { Lines, useNameOf, useRegister } from './words.js';

export type Delivery = DeliveriesAnswer['deliveries'][number];

function useDeliveries(direction: 'in' | 'out') {
  const { gateway } = useSession();
  return useLoaded(
    () =>
      readAll(
        (after) =>
          gateway.deliveries({ direction, status: 'in_transit', ...(after === undefined ? undefined : { after }) }),
        ({ deliveries }) => deliveries,
      ),
    [gateway, direction],
  );
}

/** What is on its way to one: take it with the real quantity, or send it back. */
export function Incoming() {
  const text = useText();
  const { language } = useLanguage();
  const register = useRegister();
  const nameOf = useNameOf(register);
  const loaded = useDeliveries('in');
  const [act, setAct] = useState<{ readonly kind: 'receive' | 'refuse'; readonly delivery: Delivery }>();
  const close = (changed: boolean): void => {
    setAct(undefined);
    if (changed) loaded.reload();
  };
  if (act?.kind === 'receive') return <ReceiveForm delivery={act.delivery} nameOf={nameOf} onClose={close} />;
  if (act?.kind === 'refuse') {
    return <ReasonForm act="refuse" delivery={act.delivery} nameOf={nameOf} onClose={close} />;
  }
  return (
    <ListCard heading={text.tabs.incoming} empty={text.incoming.empty} loaded={loaded}>
      {(delivery) => (
        <li key={delivery.ref} class="row">
          <div class="row-main">
            <Lines lines={delivery.shipment.lines} />
            <Goods goods={delivery.shipment.goods} />
            <p class="hint">
              {text.incoming.from} {nameOf(delivery.shipment.from)} · {formatTime(delivery.shipment.shipped, language)}
            </p>
          </div>
          <div class="row-acts">
            <button type="button" class="button" onClick={() => setAct({ kind: 'receive', delivery })}>
              {text.incoming.receive}
            </button>
            {delivery.shipment.returns === undefined ? (
              <button type="button" class="button button-bad" onClick={() => setAct({ kind: 'refuse', delivery })}>
                {text.incoming.refuse}
              </button>
            ) : null}
          </div>
        </li>
      )}
    </ListCard>
  );
}

/** What one sent and nobody has received: it can still be taken back. */
export function Outgoing() {
  const text = useText();
  const { language } = useLanguage();
  const register = useRegister();
  const nameOf = useNameOf(register);
  const loaded = useDeliveries('out');
  const [delivery, setDelivery] = useState<Delivery>();
  if (delivery !== undefined) {
    return (
      <ReasonForm
        act="void"
        delivery={delivery}
        nameOf={nameOf}
        onClose={(changed) => {
          setDelivery(undefined);
          if (changed) loaded.reload();
        }}
      />
    );
  }
  return (
    <ListCard heading={text.tabs.outgoing} empty={text.outgoing.empty} loaded={loaded}>
      {(each) => (
        <li key={each.ref} class="row">
          <div class="row-main">
            <Lines lines={each.shipment.lines} />
            <Goods goods={each.shipment.goods} />
            <p class="hint">
              {text.outgoing.to} {nameOf(each.shipment.to)} · {formatTime(each.shipment.shipped, language)}
            </p>
          </div>
          <div class="row-acts">
            <button type="button" class="button button-bad" onClick={() => setDelivery(each)}>
              {text.outgoing.void}
            </button>
          </div>
        </li>
      )}
    </ListCard>
  );
}
