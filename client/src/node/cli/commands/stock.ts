import type { Command } from 'commander';
import { TraceError, type ShipmentStatus } from '@suyuan/domain';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { listed, ofParticipant, pagesOf } from '../lists.js';
import { inLanguage } from '../render-verdict.js';
import type { Report, Session } from '../session.js';

const STATUSES = ['in_transit', 'received', 'returned', 'voided'] as const satisfies readonly ShipmentStatus[];

export function addStock(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const whose = { '--participant <uscc>': help.ofParticipant };
  leaf(program, runner, 'holdings', help.holdings, whose, holdings);
  const options = { '--out': help.direction, '--status <status>': help.shipmentStatus, ...whose };
  leaf(program, runner, 'deliveries', help.deliveries, options, deliveries);
}

async function holdings(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const query = ofParticipant(values);
  const pages = await pagesOf((from) => client.holdings({ ...query, ...from }));
  const all = pages.flatMap((page) => page.holdings);
  const { lot, product, quantity } = session.words.table;
  const rows = all.map(({ lot: path, product: names, holding }) => {
    return [path, `${holding.quantity} ${holding.uom}`, inLanguage(session, names)];
  });
  const lines = listed(session, [lot, quantity, product], rows);
  return { ok: true, data: { participant: pages[0]?.participant, holdings: all }, lines };
}

async function deliveries(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const status = readStatus(text(values, 'status'));
  const direction = values['out'] === true ? 'out' : 'in';
  const query = { direction, ...(status === undefined ? undefined : { status }), ...ofParticipant(values) } as const;
  const pages = await pagesOf((from) => client.deliveries({ ...query, ...from }));
  const all = pages.flatMap((page) => page.deliveries);
  const { shipment, from, to, status: state, quantity, lot } = session.words.table;
  const rows = all.flatMap(({ ref, shipment: record }) =>
    record.lines.map((line) => {
      const taken = record.received?.find((other) => other.lot === line.lot)?.quantity;
      const amount = taken === undefined || taken === line.quantity ? line.quantity : `${taken}/${line.quantity}`;
      return [session.status(record.status), record.from, record.to, `${amount} ${line.uom}`, line.lot, ref];
    }),
  );
  const lines = listed(session, [state, from, to, quantity, lot, shipment], rows);
  return { ok: true, data: { deliveries: all }, lines };
}

function readStatus(word: string | undefined): ShipmentStatus | undefined {
  if (word === undefined) return undefined;
  const status = STATUSES.find((candidate) => candidate === word);
  if (status === undefined) throw new TraceError('FIELD_VALUE', { path: '--status', value: word, allowed: STATUSES });
  return status;
}
