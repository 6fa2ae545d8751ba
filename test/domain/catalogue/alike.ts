import type { Facts, Parcel } from './terms.js';

/** Lots that come to lie together must stand alike. */
export function isAlike(
  a: Pick<Parcel, 'state' | 'owner' | 'facts'>,
  b: Pick<Parcel, 'state' | 'owner' | 'facts'>,
): boolean {
  const text = (facts: Facts): string =>
    Object.entries(facts)
      .map(([name, value]) => `${name}=${String(value)}`)
      .sort()
      .join();
  return a.state === b.state && a.owner === b.owner && text(a.facts) === text(b.facts);
}

/** What was done to them, and what a sensor told of them. */
export function sameDone(a: Parcel, b: Parcel): boolean {
  return (
    JSON.stringify(Object.entries(a.done).sort()) === JSON.stringify(Object.entries(b.done).sort()) &&
    a.excursion === b.excursion
  );
}
