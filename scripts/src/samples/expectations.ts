import { verifyItem, type Story } from '@suyuan/client';
import {
  formatQuantity,
  readQuantity,
  TraceError,
  type ItemAnswer,
  type Line,
  type ShipmentRecord,
} from '@suyuan/domain';
import { requireActor, type Actor } from './actors.js';
import type { Expectation, UnitExpectation } from './chain.js';
import { describeError } from './failure.js';

/** How long the gateway's index may take to show what the ledger has accepted, milliseconds. */
const PATIENCE = 15_000;

/** Holds the gateway's answers against what they must be; answers the differences that stay, none where all is well. */
export async function compare(
  expected: Expectation,
  actors: ReadonlyMap<string, Actor>,
  pin: string,
  documents: ReadonlySet<string>,
): Promise<readonly string[]> {
  return patiently(expected.item, () => compareOnce(expected, actors, pin, documents));
}

/** The same of a single unit. */
export async function compareUnit(
  expected: UnitExpectation,
  actors: ReadonlyMap<string, Actor>,
  pin: string,
): Promise<readonly string[]> {
  return patiently(expected.item, () => compareUnitOnce(expected, actors, pin));
}

async function patiently(item: string, once: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (const until = Date.now() + PATIENCE; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const differences = await once().catch((error: unknown) => {
      if (!(error instanceof TraceError)) throw error;
      return [describeError(error)];
    });
    if (differences.length === 0 || Date.now() > until) return differences.map((text) => `${item}: ${text}`);
  }
}

async function compareOnce(
  expected: Expectation,
  actors: ReadonlyMap<string, Actor>,
  pin: string,
  documents: ReadonlySet<string>,
): Promise<readonly string[]> {
  const [anyone] = actors.values();
  if (anyone === undefined) return [];
  const pages = await anyone.client.itemPages(expected.item);
  const { differences, story } = await verdictOf(pages, expected, pin);
  // Whoever traded the sample goods further since knows better what is where.
  const journey = pages.flatMap((page) => page.journey.map((ref) => ref.slice(0, ref.lastIndexOf('#'))));
  if (journey.some((document) => !documents.has(document))) return differences;
  const last = pages.at(-1);
  if (last === undefined) return ['no answer'];
  const holdings = pages.flatMap((page) => page.holdings);
  const shipments = pages.flatMap((page) => page.shipments);
  const whole = { ...last, holdings, shipments };
  const packed = (story?.packed ?? []).map(({ party, quantity }) => `${party.id ?? '?'} ${quantity}`);
  const toBe = Object.entries(expected.packed ?? {}).map(([name, quantity]) => {
    return `${requireActor(actors, name).participant.id} ${quantity}`;
  });
  return [
    ...differences,
    ...differ('in containers', packed, toBe),
    ...publicState(whole, expected, actors),
    ...(await ownViews(last.item, expected, actors)),
  ];
}

async function compareUnitOnce(
  expected: UnitExpectation,
  actors: ReadonlyMap<string, Actor>,
  pin: string,
): Promise<string[]> {
  const [anyone] = actors.values();
  if (anyone === undefined) return [];
  const pages = await anyone.client.itemPages(expected.item);
  const { unit } = pages.at(-1) ?? {};
  const holder = expected.holder === undefined ? [] : [requireActor(actors, expected.holder).participant.id];
  return [
    ...(await verdictOf(pages, expected, pin)).differences,
    ...differ('holder', [unit?.holder ?? []].flat(), holder),
    ...differ('attached to', [unit?.attached ?? []].flat(), [expected.attached ?? []].flat()),
    ...differ('ended by', [unit?.ended ?? []].flat(), [expected.ended ?? []].flat()),
  ];
}

async function verdictOf(
  pages: readonly ItemAnswer[],
  { item }: { readonly item: string },
  pin: string,
): Promise<{ readonly differences: readonly string[]; readonly story?: Story | undefined }> {
  const verdict = await verifyItem(pages, { item, pin, now: Math.floor(Date.now() / 1000) });
  const failed = verdict.checks.filter(({ ok }) => !ok);
  const why = failed.map(({ id, details }) => `${id} ${details.map(({ code }) => code).join()}`).join('; ');
  return { differences: verdict.ok ? [] : [`not verified: ${why}`], story: verdict.story };
}

function publicState(page: ItemAnswer, expected: Expectation, actors: ReadonlyMap<string, Actor>): string[] {
  const id = (name: string): string => requireActor(actors, name).participant.id;
  const held = page.holdings.filter(({ holding }) => holding.quantity !== '0');
  const lines = (shipment: ShipmentRecord): string => total(shipment.lines, page.item);
  const closed = page.shipments.filter(({ shipment }) => shipment.received !== undefined);
  const missing = closed.map(
    ({ shipment }) => readQuantity(lines(shipment)) - readQuantity(total(shipment.received ?? [], page.item)),
  );
  return [
    ...differ(
      'holdings',
      held.map(({ participant, holding }) => `${participant} ${holding.quantity}`),
      Object.entries(expected.holdings).map(([name, quantity]) => `${id(name)} ${quantity}`),
    ),
    ...differ(
      'in transit',
      inTransit(page).map(({ shipment }) => `${shipment.to} ${lines(shipment)}`),
      expected.inTransit.map(({ to, quantity }) => `${id(to)} ${quantity}`),
    ),
    ...differ('missing', [formatQuantity(missing.reduce((sum, part) => sum + part, 0n))], [expected.missing]),
    ...differ('stopped', [String(page.stopped !== undefined)], [String(expected.stopped)]),
  ];
}

/** What each sees with a token of its own: its stock, and what is on its way to it. */
async function ownViews(item: string, expected: Expectation, actors: ReadonlyMap<string, Actor>): Promise<string[]> {
  const differences: string[] = [];
  for (const [name, { client, participant }] of actors) {
    if (participant.keyOf !== undefined) continue;
    const { holdings } = await client.holdings();
    const held = holdings.filter(({ lot, holding }) => lot === item && holding.quantity !== '0');
    const { deliveries } = await client.deliveries({ direction: 'in', status: 'in_transit' });
    const coming = deliveries.filter(({ shipment }) => shipment.lines.some(({ lot }) => lot === item));
    differences.push(
      ...differ(
        `stock of ${name}`,
        held.map(({ holding }) => holding.quantity),
        [expected.holdings[name] ?? []].flat(),
      ),
      ...differ(
        `on its way to ${name}`,
        coming.map(({ shipment }) => total(shipment.lines, item)),
        expected.inTransit.filter(({ to }) => to === name).map(({ quantity }) => quantity),
      ),
    );
  }
  return differences;
}

function inTransit(page: ItemAnswer): ItemAnswer['shipments'] {
  return page.shipments.filter(({ shipment }) => shipment.status === 'in_transit');
}

function total(lines: readonly Line[], item: string): string {
  return formatQuantity(
    lines.filter(({ lot }) => lot === item).reduce((sum, { quantity }) => sum + readQuantity(quantity), 0n),
  );
}

function differ(what: string, found: readonly string[], expected: readonly string[]): string[] {
  const [a, b] = [[...found].sort().join(', '), [...expected].sort().join(', ')];
  return a === b ? [] : [`${what}: expected ${b === '' ? 'nothing' : b}, got ${a === '' ? 'nothing' : a}`];
}
