import { formatQuantity, stateOf, type EntryRef, type EventBase, type PartyName } from '@suyuan/domain';
import type { Certificate, Certificates } from './certificates.js';
import { missedDue } from './late.js';
import type { LotReplay } from './lot-replay.js';
import type { ReplayedEvent } from './replayed-event.js';
import { toLine, type Shipment } from './shipment.js';
import type { Registry } from './registry.js';
import type {
  CustodyStep,
  Party,
  Story,
  StoryCertificate,
  StoryPacked,
  StoryPart,
  StoryShipment,
  StoryStep,
} from './verdict.js';

const ORIGIN = '{urn:suyuan:}origin';
const PACKING: readonly string[] = ['packing', 'unpacking'];
const HARVESTED = '{urn:epcglobal:cbv:mda:}harvestEndDate';

/** The verified entries of one lot, in the order of the journey. */
export interface Told {
  readonly replay: LotReplay;
  readonly certificates: Certificates;
  /** Certificates issued and revoked, by entry. */
  readonly acts: ReadonlyMap<EntryRef, { readonly step: 'certificate' | 'revocation'; readonly key: string }>;
  readonly journey: readonly EntryRef[];
  /** Seconds: by it certificates expire. */
  readonly now: number;
}

export function tellStory(told: Told, registry: Registry): Story | undefined {
  const { replay, certificates, now } = told;
  const { lot } = replay;
  if (lot === undefined) return undefined;
  const certified = new Map(
    [...certificates.all].map(([key, certificate]) => [key, tellCertificate(certificate, registry, now)]),
  );
  const shipments = [...replay.shipments.values()].filter((shipment) => replay.sentIn(shipment) !== undefined);
  const tell = (shipment: Shipment): StoryShipment => tellShipment(shipment, replay, registry);
  const origin = replay.origin?.ilmd.get(ORIGIN);
  const harvested = replay.origin?.ilmd.get(HARVESTED);
  return {
    item: replay.item,
    category: lot.category,
    product: lot.product,
    ...(typeof origin === 'string' ? { origin } : undefined),
    ...(typeof harvested === 'string' ? { harvested } : undefined),
    maker: registry.party(lot.maker),
    uom: lot.uom,
    parents: tellParents(replay),
    steps: tellSteps(told, certified, registry),
    certificates: [...certified.values()],
    ...(lot.units === true ? { units: replay.units } : undefined),
    quantities: {
      commissioned: lot.units === true ? String(replay.units) : lot.unmade === undefined ? lot.quantity : '0',
      held: formatQuantity([...replay.holdings.values()].reduce((sum, { quantity }) => sum + quantity, 0n)),
      inTransit: formatQuantity(replay.inTransit()),
      packed: formatQuantity(replay.packed()),
      decommissioned: formatQuantity(replay.decommissioned),
      missing: formatQuantity(replay.missing),
      used: formatQuantity(replay.used),
      sampled: formatQuantity(replay.sampled),
      sold: formatQuantity(replay.sold),
      consumed: formatQuantity(replay.consumed),
    },
    holdings: [...replay.holdings]
      .filter(([, { quantity }]) => quantity > 0n)
      .map(([id, held]) => ({
        party: registry.party(id),
        quantity: formatQuantity(held.quantity),
        state: stateOf(held),
        ...(held.excursion === undefined ? undefined : { excursion: held.excursion.by }),
      })),
    packed: tellPacked(replay, registry),
    inTransit: shipments.filter(({ status }) => status === 'in_transit').map(tell),
    discrepancies: replay.events.flatMap(({ shipment: ref, missing = 0n, quantity, carried = 0n, corrected }) => {
      const shipment = ref === undefined ? undefined : replay.shipments.get(ref);
      if (shipment === undefined || missing === 0n || corrected !== undefined) return [];
      return [{ ...tell(shipment), received: formatQuantity(quantity + carried), missing: formatQuantity(missing) }];
    }),
    failed: [...certified.values()].filter(({ result, status }) => result === 'fail' && status !== 'revoked'),
  };
}

function tellSteps(
  { replay, acts, journey }: Told,
  certified: ReadonlyMap<string, StoryCertificate>,
  registry: Registry,
): StoryStep[] {
  const events = new Map(replay.events.map((event) => [event.ref, event]));
  return journey.flatMap((ref): StoryStep[] => {
    const event = events.get(ref);
    if (event !== undefined) return [tellEvent(event, replay, registry)];
    const { step, key = '' } = acts.get(ref) ?? {};
    const certificate = certified.get(key);
    return step === undefined || certificate === undefined ? [] : [{ ref, step, by: certificate.issuer, certificate }];
  });
}

/** By who has the containers. */
function tellPacked({ packing }: LotReplay, registry: Registry): readonly StoryPacked[] {
  if (packing === undefined) return [];
  const { boxes } = packing;
  const by = new Map<string, string[]>();
  for (const [path, { holder, shipment }] of boxes.outermost()) {
    if (shipment === undefined) by.set(holder, [...(by.get(holder) ?? []), path]);
  }
  return [...by].map(([id, containers]) => {
    return { party: registry.party(id), quantity: formatQuantity(boxes.quantityIn(containers)), containers };
  });
}

function tellParents({ item, events }: LotReplay): readonly StoryPart[] {
  const birth = events.find(({ act }) => act.outputs?.some(({ lot }) => lot === item) === true);
  return birth?.act.lines.map(toLine) ?? [];
}

function tellEvent(told: ReplayedEvent, replay: LotReplay, registry: Registry): CustodyStep {
  const { ref, signer, act, event, quantity, carried = 0n, shipment: opened, missing } = told;
  const shipment = opened === undefined ? undefined : replay.shipments.get(opened);
  const place = placeOf(event);
  const due = missedDue(told, replay);
  return {
    ref,
    step: act.step,
    by: registry.party(signer),
    time: act.time,
    offset: event.eventTimeZoneOffset,
    quantity: formatQuantity(quantity + carried),
    ...(act.parent === undefined || !PACKING.includes(act.step) ? undefined : { container: act.parent }),
    ...(told.corrects === undefined ? undefined : { corrects: told.corrects }),
    ...(told.corrected === undefined ? undefined : { corrected: told.corrected }),
    ...(act.outputs === undefined ? undefined : { inputs: act.lines.map(toLine), outputs: act.outputs.map(toLine) }),
    ...(shipment === undefined
      ? undefined
      : { shipment: shipment.by, from: registry.party(shipment.from), to: tellParty(shipment.to, registry) }),
    ...(missing === undefined ? undefined : { missing: formatQuantity(missing) }),
    ...(place === undefined ? undefined : { place }),
    ...(due === undefined ? undefined : { due }),
  };
}

function tellShipment(shipment: Shipment, replay: LotReplay, registry: Registry): StoryShipment {
  const { by: ref, from, to, status, returns } = shipment;
  return {
    ref,
    from: registry.party(from),
    to: tellParty(to, registry),
    quantity: formatQuantity(replay.sentIn(shipment) ?? 0n),
    status,
    ...(returns === undefined ? undefined : { returns }),
  };
}

function tellCertificate({ issuer, act, names, entry, by, revoked }: Certificate, registry: Registry, now: number) {
  const { number, type, result, until } = act;
  const { issued, validUntil, items = [], statement, attachment } = entry;
  const expired = until !== undefined && until < now;
  const told: StoryCertificate = {
    issuer: registry.party(issuer),
    number,
    type,
    names,
    result,
    issued,
    ...(validUntil === undefined ? undefined : { validUntil }),
    items,
    ...(statement === undefined ? undefined : { statement }),
    ...(attachment === undefined ? undefined : { attachment }),
    status: revoked ? 'revoked' : expired ? 'expired' : 'valid',
    ref: by,
  };
  return told;
}

/** A party by its registration; a GLN that nobody's registration in the evidence explains stays one. */
function tellParty(party: PartyName, registry: Registry): Party {
  return 'id' in party ? registry.party(party.id) : { gln: party.gln };
}

function placeOf({ readPoint, bizLocation }: EventBase): string | undefined {
  return (readPoint ?? bizLocation)?.uri;
}
