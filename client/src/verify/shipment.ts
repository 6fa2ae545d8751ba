import {
  formatQuantity,
  readQuantity,
  TraceError,
  type ActLine,
  type CustodyAct,
  type Line,
  type PartyName,
  type ShipmentRecord,
} from '@suyuan/domain';

/** A delivery as the entries make it. */
export type Shipment = Omit<ShipmentRecord, 'v' | 'category' | 'to'> & {
  /** A GLN that the evidence does not explain stays one. */
  readonly to: PartyName;
};

/** Throws SHIPMENT_UNKNOWN, SHIPMENT_CLOSED. */
export function requireOpen(act: CustodyAct, opened: Shipment | undefined): Shipment {
  if (opened === undefined) throw new TraceError('SHIPMENT_UNKNOWN', { shipment: act.shipment ?? '?' });
  const { by, status, closed = by } = opened;
  if (status !== 'in_transit') throw new TraceError('SHIPMENT_CLOSED', { shipment: by, status, document: closed });
  return opened;
}

/** Returning and voiding name all that was shipped. Throws LINES_MISMATCH. */
export function requireWhole(act: CustodyAct, shipment: Shipment): Shipment {
  const whole =
    act.lines.length === shipment.lines.length &&
    act.lines.every(({ lot, quantity, uom }) =>
      shipment.lines.some((line) => line.lot === lot && line.uom === uom && readQuantity(line.quantity) === quantity),
    );
  if (!whole) throw new TraceError('LINES_MISMATCH', { shipment: shipment.by });
  return shipment;
}

export function toLine({ lot, quantity, uom }: ActLine): Line {
  return { lot, quantity: formatQuantity(quantity), uom };
}
