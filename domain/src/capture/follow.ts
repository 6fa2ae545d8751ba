import { ACCREDITATION } from '../licence/accreditation.js';
import { licenceKeys } from '../licence/licence-keys.js';
import { substanceOf } from '../balance/balanced.js';
import { bookUnit } from '../balance/equivalent.js';
import { pendingKey } from '../custody/pending.js';
import { provinceOf } from '../registry/division.js';
import { keys, type Key } from '../state/keys.js';
import { followGoods } from '../unit/touch-goods.js';
import type { Interpretation } from './interpret.js';
import { consulted, shipmentKey } from './touches.js';
import type { WorkingState } from './working-state.js';

/**
 * The second round: what the records of the first lead to; and the third, where those lead further (to licences that a
 * category's rules ask for). Keys that are read already are left out.
 */
export function follow({ acts, document, witness }: Interpretation, state: WorkingState): readonly string[] {
  const found = new Set<string>();
  const record = <T extends object>(key: Key<T>): T | undefined => (state.has(key) ? state.get(key) : undefined);
  const signer = document === undefined ? undefined : record(keys.participant(document.kid.participant));
  const rules = (id: string, whom = signer): void => {
    found.add(keys.category(id));
    // Known already where another document of the bundle, or the event itself, has named the category.
    const province = whom === undefined ? undefined : provinceOf(whom.division);
    if (province !== undefined && record(keys.category(id))?.extended?.includes(province) === true) {
      found.add(keys.extensions(id, province));
    }
  };
  const category = (id: string): void => {
    rules(id);
    found.add(keys.stops(id));
  };
  for (const act of acts) {
    if (act?.kind === 'certificate' && act.action === 'revoke' && document !== undefined) {
      const certificate = record(keys.certificate(document.kid.participant, act.number));
      if (certificate !== undefined) category(certificate.category);
    }
    if (act?.kind === 'certificate' && act.action === 'issue') {
      category(act.category);
      if (signer?.roles.includes('laboratory') === true) found.add(keys.licence(signer.id, ACCREDITATION));
    }
    if (act?.kind === 'licence' && act.action === 'grant') {
      for (const id of act.categories) rules(id, record(keys.participant(act.participant)));
    }
    if (act?.kind === 'quota') rules(act.category);
    if (act?.kind === 'product') {
      const known = record(keys.product(act.gtin));
      if (act.action === 'register') rules(act.category, record(keys.participant(act.maker)));
      else if (known !== undefined) found.add(keys.participant(known.maker));
    }
    const pending = act?.kind === 'countersignature' ? record(pendingKey(act.entry)) : undefined;
    for (const { unit } of pending?.units ?? []) found.add(keys.unit(unit));
    for (const { lot } of pending?.lines ?? []) {
      found.add(keys.holding(pending?.participant ?? '', lot)).add(keys.lot(lot));
    }
    if (act?.kind !== 'custody' && act?.kind !== 'clearance') continue;
    for (const { lot } of act.kind === 'clearance' ? [act] : act.lines) {
      const known = record(keys.lot(lot));
      if (known === undefined) continue;
      category(known.category);
      for (const other of known.categories ?? []) found.add(keys.stops(other));
      for (const { issuer, number } of known.certificates) found.add(keys.certificate(issuer, number));
      if (known.balance !== undefined && signer !== undefined) {
        found.add(keys.book(signer.id, known.category, known.balance.substance, bookUnit(known.uom)));
      }
    }
    if (act.kind !== 'custody') continue;
    followGoods(act, witness, signer?.division, state, found);
    if (act.origin !== undefined) {
      category(act.origin.category);
      const substance = substanceOf(record(keys.category(act.origin.category))?.pack ?? {}, act);
      for (const { uom } of substance === undefined ? [] : (act.outputs ?? act.lines)) {
        const parts = [act.origin.category, substance ?? '', bookUnit(uom)] as const;
        if (signer !== undefined) found.add(keys.book(signer.id, ...parts));
      }
    }
    const shipment = act.shipment === undefined ? undefined : record(shipmentKey(act.shipment));
    // The version that it was shipped under is nearly always the one in force: where not, judging asks for it.
    if (shipment !== undefined) category(shipment.category);
    for (const party of consulted(act)) {
      const owner = 'gln' in party ? record(keys.gln(party.gln)) : undefined;
      if (owner !== undefined) found.add(keys.participant(owner.participant));
    }
    for (const key of licenceKeys(act, { signer, shipment }, record)) found.add(key);
  }
  return [...found].filter((key) => !state.has(key));
}
