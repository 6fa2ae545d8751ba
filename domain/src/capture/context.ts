import type { Hash } from '../bytes.js';
import type { Document } from '../document/document.js';
import type { PublicJwk } from '../document/key-id.js';
import type { Witness } from '../document/witness.js';
import type { TraceError } from '../error/trace-error.js';
import type { EntryRef } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import type { WorkingState } from './working-state.js';

/** What a capture is judged by beside the state. */
export interface CaptureContext {
  /** Transaction time, seconds since 1970. */
  readonly now: number;
  /** This ledger's audience, by the process's own configuration; binds at bootstrap, later the state's does. */
  readonly aud: string;
  /** Thumbprint of the first regulator's key, by the process's own configuration. */
  readonly root: string;
  /** ECDSA P-256 with SHA-256 over ASCII text; `signature` is r ‖ s. Either of the malleable twins is good. */
  readonly verify: (jwk: PublicJwk, signingInput: string, signature: Uint8Array) => boolean;
  readonly hash: Hash;
}

/** Where an act stands, and on what it works. */
export interface Scene {
  readonly state: WorkingState;
  readonly context: CaptureContext;
  readonly document: Document;
  readonly signer: ParticipantRecord;
  readonly entry: number;
  readonly ref: EntryRef;
  readonly witness: Witness;
  /** Lots that this document's walks of lineages have looked at. */
  readonly walked: Set<string>;
  /** Entries of this document, so far, that have put units into a set or onto a page. */
  readonly shelved: EntryRef[];
  /** Says what is wrong and goes on, so that every fault of an entry is told. */
  readonly fault: (error: TraceError) => void;
}
