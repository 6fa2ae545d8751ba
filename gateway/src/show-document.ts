import {
  entryRef,
  interpret,
  keys,
  readEntryRef,
  TraceError,
  type DocumentAnswer,
  type SignedDocument,
} from '@suyuan/domain';
import type { Reader } from './access.js';
import { sha256 } from './hash.js';
import type { IndexView } from './index/index-view.js';
import { readSigner } from './index/signed-text.js';

/** A whole document: for its signer, the parties named in it, a regulator. Throws NOT_FOUND, FORBIDDEN. */
export async function showDocument(view: IndexView, id: string, reader: Reader): Promise<DocumentAnswer> {
  const [record, document] = [view.record(id), await view.document(id)];
  if (record === undefined || document === undefined) throw new TraceError('NOT_FOUND', { what: id });
  const { kid } = readSigner(document.jws);
  if (!reader.regulator && kid.participant !== reader.participant) {
    if (!parties(view, document).has(reader.participant)) throw new TraceError('FORBIDDEN', { what: id });
  }
  return { record, document };
}

/** Whom a document's acts name: the ends of its shipments and of those that it closes, and whom registrations are of. */
function parties(view: IndexView, document: SignedDocument): ReadonlySet<string> {
  const named = new Set<string>();
  const { document: read, acts } = interpret(document, sha256);
  for (const [index, act] of acts.entries()) {
    if (act?.kind === 'participant') named.add(act.id);
    if (act?.kind === 'licence' || act?.kind === 'quota') named.add(act.participant);
    if (act?.kind === 'product' && act.action === 'register') named.add(act.maker);
    if (act?.kind === 'key') named.add(act.action === 'revoke' ? act.participant : act.proof.participant);
    if (act?.kind !== 'custody' || read === undefined) continue;
    for (const party of [act.from, act.to]) {
      if (party === undefined) continue;
      if ('id' in party) named.add(party.id);
      else named.add(view.state(keys.gln(party.gln))?.participant ?? '');
    }
    const ref = act.shipment ?? entryRef(read.id, index);
    const shipping = readEntryRef(ref);
    const shipment = view.state(keys.shipment(shipping.document, shipping.entry));
    if (shipment !== undefined) named.add(shipment.from).add(shipment.to);
  }
  return named;
}
