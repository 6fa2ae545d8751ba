import type { Command } from 'commander';
import {
  TraceError,
  type HeldContainer,
  type HeldUnits,
  type HoldingsAnswer,
  type ShipmentStatus,
} from '@suyuan/domain';
import { itemPath } from '../../../acts/item-name.js';
import type { GatewayClient, SerialsQuery } from '../../../gateway/gateway-client.js';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { listed, ofParticipant, pagesOf } from '../lists.js';
import { inLanguage } from '../render-verdict.js';
import type { Report, Session } from '../session.js';

const STATUSES = ['in_transit', 'received', 'returned', 'voided'] as const satisfies readonly ShipmentStatus[];

export function addStock(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const whose = { '--participant <uscc>': help.ofParticipant };
  leaf(program, runner, 'holdings', help.holdings, { '--batch <lot>': help.ofBatch, ...whose }, holdings);
  const options = { '--out': help.direction, '--status <status>': help.shipmentStatus, ...whose };
  leaf(program, runner, 'deliveries', help.deliveries, options, deliveries);
}

/** Quantities of lots, containers, single units by batch; or the units of one batch, one by one. */
async function holdings(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const query = ofParticipant(values);
  const batch = text(values, 'batch');
  if (batch !== undefined) return serials(session, client, { ...query, batch: itemPath(batch) });
  const pages = await pagesOf((from) => client.holdings({ ...query, ...from }));
  const held = pages.flatMap((page) => page.holdings);
  const containers = (await pagesOf((from) => client.heldContainers({ ...query, ...from }))).flatMap(
    (page) => page.containers,
  );
  const units = (await pagesOf((from) => client.heldUnits({ ...query, ...from }))).flatMap((page) => page.units);
  return {
    ok: true,
    data: { participant: pages[0]?.participant, holdings: held, containers, units },
    lines: stockLines(session, held, containers, units),
  };
}

function stockLines(
  session: Session,
  held: HoldingsAnswer['holdings'],
  containers: readonly HeldContainer[],
  units: readonly HeldUnits[],
): readonly string[] {
  const { lot, quantity, product, container, units: pieces, attached } = session.words.table;
  const lists: readonly (readonly [readonly string[], readonly (readonly string[])[]])[] = [
    [
      [lot, quantity, product],
      held.map((each) => [each.lot, `${each.holding.quantity} ${each.holding.uom}`, inLanguage(session, each.product)]),
    ],
    [
      [container, quantity, product, lot],
      containers.flatMap(({ container: path, lots }) =>
        lots.map((each, i) => [
          i === 0 ? path : '',
          `${each.quantity} ${each.uom}`,
          inLanguage(session, each.product),
          each.lot,
        ]),
      ),
    ],
    [
      [pieces, attached, product, lot],
      units.map((each) => [
        String(each.count),
        String(each.attached ?? 0),
        inLanguage(session, each.product),
        each.lot,
      ]),
    ],
  ];
  const some = lists.filter(([, rows]) => rows.length > 0);
  if (some.length === 0) return listed(session, [], []);
  return some.flatMap(([head, rows], i) => [...(i === 0 ? [] : ['']), ...listed(session, head, rows)]);
}

async function serials(session: Session, client: GatewayClient, query: SerialsQuery): Promise<Report> {
  const pages = await pagesOf((from) => client.heldSerials({ ...query, ...from }));
  const units = pages.flatMap((page) => page.units);
  const { unit, attached: to } = session.words.table;
  const rows = units.map(({ unit: path, attached = '' }) => [path, attached]);
  const data = { participant: pages[0]?.participant, batch: query.batch, units };
  return { ok: true, data, lines: listed(session, [unit, to], rows) };
}

async function deliveries(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const status = readStatus(text(values, 'status'));
  const direction = values['out'] === true ? 'out' : 'in';
  const query = { direction, ...(status === undefined ? undefined : { status }), ...ofParticipant(values) } as const;
  const pages = await pagesOf((from) => client.deliveries({ ...query, ...from }));
  const all = pages.flatMap((page) => page.deliveries);
  const { shipment, from, to, status: state, quantity, lot } = session.words.table;
  const rows = all.flatMap(({ ref, shipment: record }) => {
    const head = [session.status(record.status), record.from, record.to];
    const lots = record.lines.map((line) => {
      const taken = record.received?.find((other) => other.lot === line.lot)?.quantity;
      const amount = taken === undefined || taken === line.quantity ? line.quantity : `${taken}/${line.quantity}`;
      return [...head, `${amount} ${line.uom}`, line.lot, ref];
    });
    // A container with all that is inside, or a unit: it came, or it did not.
    const goods = (record.goods ?? []).map((path) => {
      const missing = record.status === 'received' && record.receivedGoods?.includes(path) !== true;
      return [...head, missing ? '0/1' : '1', path, ref];
    });
    return [...lots, ...goods];
  });
  const lines = listed(session, [state, from, to, quantity, lot, shipment], rows);
  return { ok: true, data: { deliveries: all }, lines };
}

function readStatus(word: string | undefined): ShipmentStatus | undefined {
  if (word === undefined) return undefined;
  const status = STATUSES.find((candidate) => candidate === word);
  if (status === undefined) throw new TraceError('FIELD_VALUE', { path: '--status', value: word, allowed: STATUSES });
  return status;
}
