import { base64url, utf8, type Hash } from '../bytes.js';
import type { Quantity } from '../decimal.js';
import type { EpcisEvent, TransactionEvent } from '../epcis/event.js';
import { eventId } from '../epcis/event-id.js';
import { TraceError } from '../error/trace-error.js';
import { parseCertificateUrn, type CertificateName } from '../identifier/suyuan-urn.js';
import { stepOfEvent } from '../pack/steps.js';
import { isObject, type Json } from '../json/json.js';
import type { EntryRef } from '../state/keys.js';
import type { Names } from '../state/records.js';
import type { BatchName } from '../unit/commission-units.js';
import type { NamedGoods } from '../unit/read-goods.js';
import { readAllLines } from './read-lines.js';
import { CARRIER, HOLDER, OWNER, readParty, readShipment } from './read-parties.js';
import { readReadings, type Reading } from './readings.js';
import { STAY_STEPS } from './stay-steps.js';

/** Steps that there are rules for; a pack may have more. */
export const CUSTODY_STEPS = [
  'commissioning',
  'transforming',
  'shipping',
  'receiving',
  'returning',
  'void_shipping',
  'sampling',
  'decommissioning',
  'scrapping',
  'destroying',
  'packing',
  'unpacking',
  'installing',
  'removing',
  'implanting',
  'explanting',
  'retail_selling',
  'dispensing',
  ...STAY_STEPS,
] as const;
export type CustodyStep = (typeof CUSTODY_STEPS)[number];

/** So much of one lot (canonical path). */
export interface ActLine {
  readonly lot: string;
  readonly gtin: string;
  readonly quantity: Quantity;
  readonly uom: string;
}

/** A party as an event names it: by its credit code, or by a GLN that is registered to it. */
export type PartyName = { readonly id: string } | { readonly gln: string };

/** An event as custody sees it: docs/custody.md says how each is written in EPCIS. */
export interface CustodyAct extends NamedGoods {
  readonly kind: 'custody';
  readonly step: CustodyStep;
  /** base64url SHA-256 of the event's id, which it gives or which is its CBV hash. */
  readonly digest: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** What it is about; of a transformation what goes in. */
  readonly lines: readonly ActLine[];
  /** Of a transformation: what comes out. */
  readonly outputs?: readonly ActLine[];
  /** Of units that come into being: the batch that they are of. */
  readonly batch?: BatchName;
  /** What it packs into or takes out of; what it attaches to or removes from. */
  readonly parent?: string;
  /** Who has the goods, and who is to have them. */
  readonly from?: PartyName;
  readonly to?: PartyName;
  /** Whose they are to be; undefined: they stay whose they are. */
  readonly owner?: PartyName;
  readonly carrier?: PartyName;
  /** The shipment that it receives, sends back or voids, or whose goods it is about on their way. */
  readonly shipment?: EntryRef;
  /** What sensors have told. */
  readonly readings?: readonly Reading[];
  readonly certificates: readonly CertificateName[];
  readonly origin?: LotOrigin;
  /** It does nothing but declare an earlier event wrong. */
  readonly error?: Declaration;
  /** What the event says under an expanded name, in `ilmd` or beside it; of EPCIS itself under names of packs' own. */
  readonly field: (name: string) => Json | undefined;
  /** Where it happened: bizLocation, or else readPoint. */
  readonly place?: string;
}

/** An EPCIS error declaration. */
export interface Declaration {
  /** Seconds since 1970, as the signer states it. */
  readonly time: number;
  /** The event's CBV hash, which leaves the declaration out: that of the event that it declares wrong. */
  readonly content: string;
}

/** What a commissioning or a transformation says of its lots beside the quantity. */
export interface LotOrigin {
  readonly category: string;
  readonly product: Names;
}

/** Reads what custody needs; `json` is the event as signed. Throws coded errors; STEP_UNSUPPORTED names the step. */
export function readCustodyAct(event: EpcisEvent, hash: Hash): CustodyAct {
  const step = stepOf(event);
  if (step === undefined || event.type === 'TransactionEvent') {
    const action = 'action' in event ? event.action : '';
    throw new TraceError('STEP_UNSUPPORTED', { step: event.bizStep ?? '', type: event.type, action });
  }
  const sources = event.sourceList.map(({ type, source }) => ({ type, party: source }));
  const destinations = event.destinationList.map(({ type, destination }) => ({ type, party: destination }));
  // CBV 2.0 §7.4.2: who has goods need not be whose they are; where an event names the owner alone, it is both.
  const owner = readParty(destinations, OWNER, 'destinationList');
  const to = readParty(destinations, HOLDER, 'destinationList') ?? owner;
  const from = readParty(sources, HOLDER, 'sourceList') ?? readParty(sources, OWNER, 'sourceList');
  const carrier = readParty(destinations, CARRIER, 'destinationList');
  const shipment = readShipment(event, step);
  const readings = readReadings(event.sensorElementList);
  if (step === 'sampling' && to === undefined) throw new TraceError('PARTY_MISSING', { path: 'destinationList' });
  if (step === 'shipping' || step === 'returning') {
    if (from === undefined) throw new TraceError('PARTY_MISSING', { path: 'sourceList' });
    if (to === undefined) throw new TraceError('PARTY_MISSING', { path: 'destinationList' });
  }
  return {
    kind: 'custody',
    step,
    digest: base64url(hash(utf8(event.eventID ?? eventId(event, hash)))),
    time: Math.floor(event.eventTime / 1000),
    ...readAllLines(event, step),
    ...(from === undefined ? undefined : { from }),
    ...(to === undefined ? undefined : { to }),
    ...(owner === undefined ? undefined : { owner }),
    ...(carrier === undefined ? undefined : { carrier }),
    ...(shipment === undefined ? undefined : { shipment }),
    ...(readings.length === 0 ? undefined : { readings }),
    certificates: event.certificationInfo.flatMap((uri) => parseCertificateUrn(uri) ?? []),
    ...placeOf(event),
    ...(event.errorDeclaration === undefined
      ? undefined
      : {
          error: {
            time: Math.floor(event.errorDeclaration.declarationTime / 1000),
            content: eventId(event, hash),
          },
        }),
    field: (name) => fieldOf(event, name),
    ...(step === 'commissioning' || step === 'transforming' ? { origin: readOrigin(event) } : undefined),
  };
}

/** Which act an event is (docs/custody.md, the table). */
function stepOf(event: EpcisEvent): CustodyStep | undefined {
  const action = 'action' in event ? event.action : undefined;
  const step = stepOfEvent(event.type, action, event.bizStep, event.disposition);
  return CUSTODY_STEPS.find((each) => each === step);
}

function fieldOf(event: EpcisEvent, name: string): Json | undefined {
  if (name.startsWith('{')) return ('ilmd' in event ? event.ilmd.get(name) : undefined) ?? event.extensions.get(name);
  if (name.startsWith('bizTransaction.')) {
    const type = name.slice('bizTransaction.'.length);
    return event.bizTransactionList.find((each) => each.type === type)?.bizTransaction.uri;
  }
  if (name === 'readPoint' || name === 'bizLocation') return event[name]?.uri;
  if (name === 'sensorElementList') return event.sensorElementList.length === 0 ? undefined : true;
  return undefined;
}

function placeOf({ bizLocation, readPoint }: EpcisEvent): Pick<CustodyAct, 'place'> {
  const place = bizLocation ?? readPoint;
  return place === undefined ? {} : { place: place.uri };
}

const CATEGORY = '{urn:suyuan:}category';
const PRODUCT = '{urn:suyuan:}product';
const ZH = '{urn:suyuan:}zh';
const EN = '{urn:suyuan:}en';

function readOrigin(event: Exclude<EpcisEvent, TransactionEvent>): LotOrigin {
  if (!('ilmd' in event)) throw new TraceError('FIELD_MISSING', { path: 'ilmd' });
  const category = event.ilmd.get(CATEGORY);
  if (typeof category !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(category)) {
    throw new TraceError('FIELD_MISSING', { path: 'ilmd.suyuan:category' });
  }
  return { category, product: readProduct(event.ilmd.get(PRODUCT)) };
}

/** `{ "suyuan:zh": …, "suyuan:en": … }` (names inside extensions are in a namespace too), or the Chinese name alone. */
function readProduct(value: Json | undefined): Names {
  if (typeof value === 'string' && value !== '') return { zh: value.slice(0, 200) };
  const { [ZH]: zh, [EN]: en } = isObject(value) ? value : {};
  if (typeof zh !== 'string' || zh === '' || zh.length > 200) {
    throw new TraceError('FIELD_MISSING', { path: 'ilmd.suyuan:product.suyuan:zh' });
  }
  return typeof en === 'string' && en !== '' && en.length <= 200 ? { zh, en } : { zh };
}
