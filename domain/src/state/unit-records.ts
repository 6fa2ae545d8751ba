import type { CertificateName } from '../identifier/suyuan-urn.js';
import type { EntryRef } from './keys.js';
import type { LotRecord } from './records.js';
import type { Standing } from './standing.js';

/** Neighbouring serials: `A0007` to `A0012` is `['A', '0007', '0012']`; both ends are of one width, and belong to it. */
export type Run = readonly [prefix: string, from: string, to: string];

/** Some serials of one product, each once: few runs, or a list in the order of code points. */
export type Serials = { readonly runs: readonly Run[] } | { readonly list: readonly string[] };

/** What one commissioning brought into being. Immutable but for `undone`. */
export interface UnitSetRecord {
  readonly v: 1;
  /** Path of the batch's lot. */
  readonly batch: string;
  /** Of which product the serials are: `01/06901234567892`, `code/drug-trace-code/8123456`. */
  readonly product: string;
  readonly maker: string;
  readonly serials: Serials;
  /** In which state they came into being, where that is not `active`. */
  readonly state?: string;
  /** The error declaration by which none of them ever was: their serials are free again. */
  readonly undone?: EntryRef;
  readonly by: EntryRef;
}

/** Which members of a set have left their maker's loose stock: bit i is 128 >> i % 8 of byte i / 8, base64url. */
export interface TakenRecord {
  readonly v: 1;
  readonly bits: string;
  readonly last: EntryRef;
}

/** Serials of a product that are in use. */
export interface DirectoryRecord {
  readonly v: 1;
  /** Of a product that no company prefix tells the owner of: who first commissioned under it. */
  readonly maker: string;
  /** In order, neighbours melted into one. */
  readonly runs: readonly Run[];
  /** Sets that are lists, with their first and last serial. */
  readonly lists: readonly { readonly set: EntryRef; readonly first: string; readonly last: string }[];
  readonly last: EntryRef;
}

/** How many units of a batch there are, over all its commissionings. */
export interface BatchRecord {
  readonly v: 1;
  readonly count: number;
  readonly sets: number;
  readonly last: EntryRef;
}

/** A container, and which use of it. */
export interface Inside {
  readonly container: string;
  readonly use: number;
}

/** Where something is: in a container, or else with its holder, or on its way from there by a shipment. */
export interface ItemPlace {
  readonly holder: string;
  /** Whether that container was opened since, and by whom, stands in the container's record. */
  readonly inside?: Inside;
  readonly transit?: EntryRef;
}

/** Where something was and how it stood before the last event, which may yet be declared wrong. */
export interface Before extends ItemPlace {
  readonly standing: Standing;
  readonly attached?: string;
  readonly ended?: NonNullable<UnitRecord['ended']>;
  /** Of a container that was opened for all: what lay in it, until the first of that is touched. */
  readonly lots?: readonly PackedLot[];
  readonly goods?: readonly PackedLine[];
  readonly since: number;
}

/** A unit to which something has happened by itself. */
export interface UnitRecord extends ItemPlace {
  readonly v: 1;
  readonly unit: string;
  readonly batch: string;
  readonly standing: Standing;
  /** To what it is attached: a vehicle, a lift, the commitment to a patient. */
  readonly attached?: string;
  /** The step by which it went for good (dispensed, sold, scrapped), when (event time, seconds) and where that stands. */
  readonly ended?: { readonly step: string; readonly at: number; readonly by: EntryRef };
  /** Event time of the last event, seconds. */
  readonly since: number;
  readonly by: EntryRef;
  readonly last: EntryRef;
  readonly before?: Before;
}

/** What rules ask of a lot, as a container keeps it; `quantity`: how much of it is inside, at any depth. */
export interface PackedLot {
  readonly lot: string;
  readonly category: string;
  readonly maker: string;
  readonly made: number;
  readonly uom: string;
  readonly quantity: string;
  readonly place?: string;
  readonly facts?: NonNullable<LotRecord['facts']>;
  readonly certificates: readonly CertificateName[];
  /** It was made of others: its filter is part of the container's. */
  readonly derived?: true;
  readonly categories?: readonly string[];
  /** A quantity of it, and no units. */
  readonly bulk?: true;
}

/** Lots of which an event moved quantities inside of containers: who follows a lot is told by it, for the event names containers alone. */
export interface MovedRecord {
  readonly v: 1;
  /** Paths, in order. */
  readonly lots: readonly string[];
  readonly by: EntryRef;
}

export interface PackedLine {
  readonly lot: string;
  readonly quantity: string;
  readonly uom: string;
}

export interface ContainerRecord extends ItemPlace {
  readonly v: 1;
  readonly container: string;
  /** 1 of an SSCC; a crate's goes up. */
  readonly use: number;
  readonly category: string;
  /** Of all that is inside. */
  readonly standing: Standing;
  readonly lots: readonly PackedLot[];
  /** Join of the filters of those lots that are made of others. */
  readonly filter?: string;
  /** Quantities that lie in it directly. */
  readonly goods?: readonly PackedLine[];
  /** Nothing is inside any more: it was opened while its `holder` had it. */
  readonly opened?: EntryRef;
  /** The error declaration by which it was never packed: its number is free again. */
  readonly unmade?: EntryRef;
  /** Event time of the last event, seconds. */
  readonly since: number;
  readonly by: EntryRef;
  readonly last: EntryRef;
  readonly before?: Before;
}

/** Units of one batch that stand alike. */
export interface PageGroup {
  readonly batch: string;
  readonly product: string;
  readonly serials: Serials;
  readonly standing: Standing;
}

/** What one packing put in. Immutable. */
export interface ContentsRecord extends Inside {
  readonly v: 1;
  readonly units: readonly PageGroup[];
  readonly containers: readonly string[];
  readonly lots: readonly PackedLine[];
  /** Commissionings from whose loose stock units were taken. */
  readonly sets?: readonly EntryRef[];
  /** The error declaration by which none of it was ever packed; else it is never changed. */
  readonly undone?: EntryRef;
  readonly by: EntryRef;
}
