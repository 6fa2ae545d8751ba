import type { Objection } from './terms.js';

/** Tells what speaks against a deed: custody, unless said. */
export type Refuse = (objection?: Objection) => void;

/** What custody itself refuses, whatever the category: each refusal of it has one of these. */
export const CUSTODY = {
  rule: 'custody',
  codes: [
    ...['NOT_HOLDER', 'INSUFFICIENT_QUANTITY', 'NOT_CONSIGNEE', 'NOT_CONSIGNOR', 'SHIPMENT_CLOSED', 'LINES_MISMATCH'],
    ...[
      'OVER_RECEIPT',
      'QUANTITY_MISMATCH',
      'RETURN_FINAL',
      'PARTY_SELF',
      'STATE_SPLIT',
      'STATE_DIFFERS',
      'NOT_CARRIER',
    ],
    ...['SERVICE_REFUSED', 'UNIT_ENDED', 'UNIT_DISPENSED', 'UNIT_ATTACHED', 'NOT_ATTACHED', 'INSIDE_CONTAINER'],
    ...['ITEM_IN_TRANSIT', 'NOT_SIGNER', 'CONTAINER_EMPTY', 'CONTAINER_USED', 'CONTENTS_DIFFER', 'STATUS_UNCHANGED'],
    ...['STEP_UNSUPPORTED', 'UNIT_EXPECTED', 'LOT_EXPECTED', 'PREFIX_NOT_OWNED', 'UNITS_REQUIRED'],
  ],
} as const satisfies Objection;

export const STOPPED: Objection = {
  rule: 'stop',
  codes: ['CERTIFICATE_FAILED', 'CERTIFICATE_REVOKED', 'LINEAGE_STOPPED'],
};

export const SENSED: Objection = { rule: 'sensor', codes: ['SENSOR_EXCURSION'] };

export const YIELD: Objection = {
  rule: 'yield',
  codes: ['YIELD_EXCEEDED', 'YIELD_SHORT', 'YIELD_UNKNOWN', 'BALANCE_SHORT'],
};
