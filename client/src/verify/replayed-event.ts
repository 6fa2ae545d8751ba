import type { ActLine, CustodyAct, EntryRef, EpcisEvent, LotRecord, Quantity, Standing } from '@suyuan/domain';

export type LotOfItem = Omit<LotRecord, 'v'>;
export type LotEvent = Exclude<EpcisEvent, { readonly type: 'TransactionEvent' }>;

/** How goods leave the ledger's world. */
export type Ending = 'decommissioned' | 'sold' | 'consumed';

/** An act that waits for further signatures. */
export interface PendingAct {
  readonly step: CustodyAct['step'];
  readonly line: ActLine;
  readonly participant: string;
  /** In which state the goods were. */
  readonly state: string;
  /** Of a step that leaves them in stock: how they will stand. */
  readonly change?: Standing;
  readonly into: Ending;
  readonly roles: readonly string[];
  readonly signatures: number;
  readonly signed: readonly string[];
}

/** An event about the lot, with what it did to it. */
export interface ReplayedEvent {
  readonly ref: EntryRef;
  readonly signer: string;
  /** By which key. */
  readonly kid: string;
  readonly act: CustodyAct;
  readonly event: LotEvent;
  /** Of this lot. */
  readonly quantity: Quantity;
  /** As the gateway states it, seconds. */
  readonly recorded: number;
  readonly shipment?: EntryRef;
  readonly missing?: Quantity;
  /** Of this lot, inside of containers that it moves or opens. */
  readonly carried?: Quantity;
  /** Of that, what came into stock because its container was opened for all. */
  readonly opened?: Quantity;
  /** Whose stock it is about, where that is not the signer's. */
  readonly holder?: string;
  /** Where what it took out of a stock went. */
  readonly ended?: Ending;
  /** Whoever's stock an official sample was taken from: not the signer's. */
  readonly official?: boolean;
  /** The event that it declares wrong; and, of that one, the declaration. */
  readonly corrects?: EntryRef;
  corrected?: EntryRef;
}

/** What a step did beside its event. */
export type Outcome = Partial<ReplayedEvent>;
