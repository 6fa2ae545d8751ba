import type { ItemAnswer } from '@suyuan/domain';

/** A part of a whole answer as a page of it: the journey's entries, their evidence, and the records that belong to them. */
export function pageOf(answer: ItemAnswer, from: number, to = Infinity, next?: string): ItemAnswer {
  const journey = answer.journey.slice(from, to);
  const here = new Set(journey);
  const documents = Object.entries(answer.evidence.documents).filter(
    ([id, { record }]) => !['events', 'certificate'].includes(record.kind) || journey.some((ref) => ref.startsWith(id)),
  );
  return {
    ...answer,
    journey,
    holdings: answer.holdings.filter(({ holding }) => here.has(holding.last)),
    shipments: answer.shipments.filter(({ shipment }) => here.has(shipment.by)),
    certificates: answer.certificates.filter(({ by }) => here.has(by)),
    ...(next === undefined ? undefined : { next }),
    evidence: { documents: Object.fromEntries(documents) },
  };
}
