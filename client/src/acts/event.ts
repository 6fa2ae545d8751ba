import {
  JsonNumber,
  parseCreditCode,
  parseQuantity,
  partyUrn,
  type EventType,
  type Json,
  type JsonObject,
  type Names,
} from '@suyuan/domain';
import { lotIdentifier } from './item-name.js';
import { randomUuid } from './uuid.js';

/** When, where and under which name something happened. */
export interface Occasion {
  /** A moment, or a text with its offset as EPCIS writes it: `2026-11-20T08:30:00+08:00`. */
  readonly at: Date | string;
  /** The offset in force there, where `at` is a moment: China's unless said. */
  readonly offset?: string;
  /** A URI of one's own, unique to this event: a random `urn:uuid:` unless said. */
  readonly id?: string;
  /** Where: a URI, an SGLN best. */
  readonly readPoint?: string;
  readonly bizLocation?: string;
}

/** So much of one lot. */
export interface LotQuantity {
  /** Canonical path (`01/06901234567892/10/A1`), Digital Link or EPC URN. */
  readonly lot: string;
  /** Decimal text: `12.5`. */
  readonly quantity: string;
  /** UN/CEFACT Recommendation 20: KGM, H87 … */
  readonly uom: string;
}

const CONTEXT = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { suyuan: 'urn:suyuan:' }] as const;

/** A self-contained ObjectEvent; members that are undefined are left out. */
export function objectEvent(occasion: Occasion, members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return eventOf('ObjectEvent', occasion, members);
}

/** A self-contained event of any type; members that are undefined are left out. */
export function eventOf(
  type: EventType,
  occasion: Occasion,
  members: Readonly<Record<string, Json | undefined>>,
): JsonObject {
  const { eventTime, eventTimeZoneOffset } = timeOf(occasion);
  return defined({
    '@context': CONTEXT,
    type,
    eventID: occasion.id ?? `urn:uuid:${randomUuid()}`,
    eventTime,
    eventTimeZoneOffset,
    ...members,
    readPoint: occasion.readPoint === undefined ? undefined : { id: occasion.readPoint },
    bizLocation: occasion.bizLocation === undefined ? undefined : { id: occasion.bizLocation },
  });
}

/** A name as events have it: members of extensions are in a namespace too. */
export function productNames({ zh, en }: Names): Json {
  return { 'suyuan:zh': zh, ...(en === undefined ? undefined : { 'suyuan:en': en }) };
}

export function quantityList(lines: readonly LotQuantity[]): Json {
  return lines.map(({ lot, quantity, uom }) => {
    parseQuantity(quantity);
    return { epcClass: lotIdentifier(lot).canonical, quantity: new JsonNumber(quantity), uom };
  });
}

/** A party: a social credit code becomes its URN, a URI (a PGLN, say) stays. */
export function partyUri(party: string): string {
  return party.includes(':') ? party : partyUrn(parseCreditCode(party));
}

/** ISO 8601 in the offset's own time. */
export function localTime(at: Date, offset = '+08:00'): string {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return `${new Date(at.getTime() + shift).toISOString().slice(0, 19)}${offset}`;
}

function timeOf({ at, offset = '+08:00' }: Occasion): { eventTime: string; eventTimeZoneOffset: string } {
  if (typeof at !== 'string') return { eventTime: localTime(at, offset), eventTimeZoneOffset: offset };
  const own = /[+-]\d\d:\d\d$/.exec(at)?.[0];
  return { eventTime: at, eventTimeZoneOffset: own ?? offset };
}

function defined(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}
