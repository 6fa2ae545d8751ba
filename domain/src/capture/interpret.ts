import type { Hash } from '../bytes.js';
import { readQuotaAct } from '../balance/quota.js';
import { readCertificateAct } from '../certificate/certificate-act.js';
import { readCountersignatureAct } from '../custody/countersign.js';
import { readCustodyAct } from '../custody/custody-act.js';
import { parseDocument, type Document, type SignedDocument } from '../document/document.js';
import { NO_WITNESS, readWitness, type Witness } from '../document/witness.js';
import { STANDARD_CONTEXT } from '../epcis/context.js';
import { checkEventId } from '../epcis/event-id.js';
import { readEvent } from '../epcis/read-event.js';
import { collect, TraceError } from '../error/trace-error.js';
import type { Json } from '../json/json.js';
import { readClearanceAct } from '../lineage/clearance.js';
import { readLicenceAct } from '../licence/licence-act.js';
import { readCategoryAct } from '../pack/category-act.js';
import { findPersonalData } from '../privacy/index.js';
import { readProductAct } from '../product/product-act.js';
import { readKeyAct } from '../registry/key-act.js';
import { readParticipantAct } from '../registry/participant-act.js';
import type { Act } from './act.js';

/** A document read as far as it can be without state: its acts, one an entry, or what is wrong with it. */
export interface Interpretation {
  /** Absent where the document itself could not be read. */
  readonly document?: Document;
  /** By entry; an entry that has errors has no act. */
  readonly acts: readonly (Act | undefined)[];
  readonly errors: readonly TraceError[];
  readonly witness: Witness;
}

/** Formats, identifiers and privacy of a document: all that client, gateway and contract check alike. */
export function interpret(signed: SignedDocument, hash: Hash): Interpretation {
  const errors: TraceError[] = [];
  let document: Document;
  try {
    document = parseDocument(signed, hash);
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    return { acts: [], errors: [error], witness: NO_WITNESS };
  }
  const acts = document.entries.map(({ value }, i) => {
    const found: TraceError[] = [];
    const act = readAct(document, value, found, hash);
    errors.push(...found.map((error) => error.at(i)));
    return found.length === 0 ? act : undefined;
  });
  let witness = NO_WITNESS;
  collect(errors, () => (witness = readWitness(signed.witness, hash)));
  return { document, acts, errors, witness };
}

function readAct(document: Document, value: Json, errors: TraceError[], hash: Hash): Act | undefined {
  try {
    errors.push(...findPersonalData(value));
    switch (document.kind) {
      case 'events': {
        const { event, errors: wrong } = readEvent(value, STANDARD_CONTEXT);
        errors.push(...wrong);
        if (event === undefined) return undefined;
        checkEventId(event, hash);
        return readCustodyAct(event, hash);
      }
      case 'certificate':
        return readCertificateAct(value, document.kid.participant);
      case 'participant':
        return readParticipantAct(value, hash);
      case 'key':
        return readKeyAct(value, hash);
      case 'licence':
        return readLicenceAct(value);
      case 'product':
        return readProductAct(value, document.kid.participant);
      case 'quota':
        return readQuotaAct(value);
      case 'countersignature':
        return readCountersignatureAct(value);
      case 'clearance':
        return readClearanceAct(value);
      case 'category':
        return readCategoryAct(value);
    }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    errors.push(error);
    return undefined;
  }
}
