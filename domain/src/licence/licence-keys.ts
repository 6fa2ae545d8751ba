import type { CustodyAct } from '../custody/custody-act.js';
import type { StepRule } from '../pack/pack.js';
import { provinceOf } from '../registry/division.js';
import { keys, type Key } from '../state/keys.js';
import type { ParticipantRecord, ShipmentRecord } from '../state/records.js';
import type { LicenceRecord } from '../state/register-records.js';

/** The record under a key, so far as it has been read. */
type Known = <T extends object>(key: Key<T>) => T | undefined;

interface Around {
  readonly signer: ParticipantRecord | undefined;
  /** The one that the event closes. */
  readonly shipment: ShipmentRecord | undefined;
}

/**
 * Under which keys the licences stand that the rules of an event's step ask for: of its categories in every version that
 * may bind, and of its parties so far as they are known. That is one batch of reads, whatever the event is about.
 */
export function licenceKeys(act: CustodyAct, { signer, shipment }: Around, known: Known): ReadonlySet<string> {
  const found = new Set<string>();
  const to = act.to === undefined ? undefined : 'id' in act.to ? act.to.id : known(keys.gln(act.to.gln))?.participant;
  const recipient = to === undefined ? undefined : known(keys.participant(to));
  for (const rule of rulesOf(act, { signer, shipment }, known)) {
    for (const key of licencesOf(rule, { signer, to: recipient })) found.add(key);
  }
  return found;
}

/** What one rule asks of these parties, for what it is about and for what goes into it. */
export function licencesOf(
  { licences = [], inputs }: Rule,
  { signer, to }: { readonly signer: ParticipantRecord | undefined; readonly to: ParticipantRecord | undefined },
): readonly Key<LicenceRecord>[] {
  return [...licences, ...(inputs?.licences ?? [])].flatMap(({ type, of, for: only }) => {
    const party = of === 'signer' ? signer : to;
    if (party === undefined || only?.some((role) => party.roles.includes(role)) === false) return [];
    return [keys.licence(party.id, type)];
  });
}

type Rule = Pick<StepRule, 'licences' | 'inputs'>;

function rulesOf(
  { step, lines, origin, containers, units }: CustodyAct,
  { signer, shipment }: Around,
  known: Known,
): readonly Rule[] {
  const categories = new Set<string>();
  if (origin !== undefined) categories.add(origin.category);
  if (shipment !== undefined) categories.add(shipment.category);
  else if (step !== 'transforming') {
    const batches = units.map(({ path }) => known(keys.unit(path))?.batch ?? '');
    for (const lot of [...lines.map((line) => line.lot), ...batches]) {
      categories.add(known(keys.lot(lot))?.category ?? '');
    }
    for (const path of containers) {
      for (const { category } of known(keys.container(path))?.lots ?? []) categories.add(category);
    }
  }
  const rules: (Rule | undefined)[] = [];
  for (const category of categories) {
    const record = known(keys.category(category));
    rules.push(record?.pack.steps[step], record?.next?.pack.steps[step]);
    const province = signer === undefined ? undefined : provinceOf(signer.division);
    if (province === undefined || record?.extended?.includes(province) !== true) continue;
    const { all } = known(keys.extensions(category, province)) ?? { all: [] };
    rules.push(...all.map(({ extension }) => extension.steps?.[step]));
  }
  if (shipment !== undefined) {
    rules.push(known(keys.categoryVersion(shipment.category, shipment.pack))?.pack.steps[step]);
  }
  return rules.filter((rule) => rule !== undefined);
}
