import { formatTime } from '../epcis/time.js';
import type { LotRecord } from '../state/records.js';

/** Days are days in China. */
const CHINA = 8 * 3600;

/** By what a stop can name lots: exactly these, and everything that descends from them. */
export const tag = {
  /** Canonical path. */
  lot: (lot: string) => `lot/${lot}`,
  /** GTIN-14. */
  product: (gtin: string) => `product/${gtin}`,
  /** `day`: YYYY-MM-DD, of the event by which the lot was made. */
  maker: (participant: string, day: string) => `maker/${participant}/${day}`,
  place: (uri: string, day: string) => `place/${uri}/${day}`,
  certificate: (issuer: string, number: string) => `certificate/${issuer}/${number}`,
} as const;

export type LotTags = Pick<LotRecord, 'lot' | 'maker' | 'made' | 'place' | 'certificates'>;

/** The lot's own, none of its parents'. */
export function tagsOf({ lot, maker, made, place, certificates }: LotTags): readonly string[] {
  const day = formatTime((made + CHINA) * 1000).slice(0, 10);
  return [
    tag.lot(lot),
    // A single thing without a batch is a lot of one piece, named by its own code.
    ...(lot.startsWith('01/') ? [tag.product(lot.slice(3, 17))] : []),
    tag.maker(maker, day),
    ...(place === undefined ? [] : [tag.place(place, day)]),
    ...certificates.map(({ issuer, number }) => tag.certificate(issuer, number)),
  ];
}
