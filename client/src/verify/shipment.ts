import {
  formatQuantity,
  goodsOf,
  readQuantity,
  TraceError,
  type ActLine,
  type CustodyAct,
  type Line,
  type PartyName,
  type ShipmentLine,
  type ShipmentRecord,
} from '@suyuan/domain';

/** A delivery as the entries make it. A party's GLN that the evidence does not explain stays one. */
export type Shipment = Omit<ShipmentRecord, 'v' | 'category' | 'to' | 'owner' | 'carrier'> & {
  readonly to: PartyName;
  readonly owner?: PartyName;
  readonly carrier?: PartyName;
};

/** Throws SHIPMENT_UNKNOWN, SHIPMENT_CLOSED. */
export function requireOpen(act: CustodyAct, opened: Shipment | undefined): Shipment {
  if (opened === undefined) throw new TraceError('SHIPMENT_UNKNOWN', { shipment: act.shipment ?? '?' });
  const { by, status, closed = by } = opened;
  if (status !== 'in_transit') throw new TraceError('SHIPMENT_CLOSED', { shipment: by, status, document: closed });
  return opened;
}

/** Returning and voiding name all that was shipped; its lines in the order of the event. Throws LINES_MISMATCH. */
export function requireWhole(act: CustodyAct, shipment: Shipment): readonly ShipmentLine[] {
  const lines = act.lines.flatMap(({ lot, quantity, uom }) => {
    const isIt = (line: Line): boolean =>
      line.lot === lot && line.uom === uom && readQuantity(line.quantity) === quantity;
    return shipment.lines.find(isIt) ?? [];
  });
  const [named, goods] = [goodsOf(act), shipment.goods ?? []];
  const other = named.length !== goods.length || !named.every((path) => goods.includes(path));
  if (other || lines.length !== act.lines.length || lines.length !== shipment.lines.length) {
    throw new TraceError('LINES_MISMATCH', { shipment: shipment.by });
  }
  return lines;
}

export function toLine({ lot, quantity, uom }: ActLine): Line {
  return { lot, quantity: formatQuantity(quantity), uom };
}

export function sameParty(a: PartyName, b: PartyName): boolean {
  return 'id' in a ? 'id' in b && a.id === b.id : 'gln' in b && a.gln === b.gln;
}
