import { createPublicKey, verify } from 'node:crypto';
import { nodeHash } from '@suyuan/client/node';
import { documentId, signDocument, type EntryValues, type Signer } from '@suyuan/client';
import {
  base64url,
  entryRef,
  follow,
  inclusionPath,
  interpret,
  judge,
  keys,
  KeysNotRead,
  leafHash,
  ledgerAudience,
  stopsOf,
  touches,
  utf8,
  WorkingState,
  type CaptureContext,
  type CertificateRecord,
  type EntryRef,
  type HoldingRecord,
  type ItemAnswer,
  type Kind,
  type LotRecord,
  type MovedRecord,
  type ParticipantRecord,
  type ParticipantSummary,
  type RecordPosition,
  type ShipmentRecord,
  type SignedDocument,
  type StopsRecord,
  type TraceError,
} from '@suyuan/domain';

interface Recorded {
  readonly signed: SignedDocument;
  readonly record: RecordPosition;
  /** Items that each entry is about; registrations are about none. */
  readonly items: readonly ReadonlySet<string>[];
}

/** The domain's own rules over a map: what a ledger and its gateway make of documents, without either. */
export class TestLedger {
  readonly aud = ledgerAudience('trace', 'ab'.repeat(32));
  readonly documents: Recorded[] = [];
  readonly #state = new Map<string, string>();

  /** As the contract wrote it. */
  get state(): ReadonlyMap<string, string> {
    return this.#state;
  }

  /** Seconds; every document moves it on. */
  now = 1_795_000_000;

  constructor(readonly root: string) {}

  /** Signs, judges, records. Returns the id; throws what the rules say. */
  async send<K extends Kind>(kind: K, signer: Signer, ...values: (EntryValues[K] | string)[]): Promise<string> {
    const signed = await signDocument(kind, values, { aud: this.aud, signer, now: this.now, hash: nodeHash });
    this.capture(signed);
    return documentId(signed);
  }

  capture(signed: SignedDocument): void {
    const context: CaptureContext = {
      now: this.now,
      aud: this.aud,
      root: this.root,
      verify: verifyNow,
      hash: nodeHash,
    };
    const interpretation = interpret(signed, nodeHash);
    const state = new WorkingState();
    const load = (names: readonly string[]) => names.forEach((key) => state.load(key, this.#state.get(key)));
    load(touches(interpretation).reads);
    load(follow(interpretation, state));
    load(follow(interpretation, state));
    const judged = (): readonly TraceError[] => {
      try {
        return judge(interpretation, state, context);
      } catch (error) {
        if (!(error instanceof KeysNotRead)) throw error;
        load(error.keys);
        state.reset();
        return judged();
      }
    };
    const [error] = judged();
    if (error !== undefined) throw error;
    for (const [key, json] of state.writes()) this.#state.set(key, json);
    this.slip(signed);
  }

  /** Shows a document as if it were recorded: what a lying gateway can do. */
  slip(signed: SignedDocument): void {
    const interpretation = interpret(signed, nodeHash);
    const { document } = interpretation;
    if (document === undefined) throw new Error('not a document');
    const record: RecordPosition = {
      document: document.id,
      kind: document.kind,
      block: this.documents.length + 1,
      transaction: 0,
      position: 0,
      txId: 'ab',
      time: this.now,
    };
    const items = interpretation.acts.map((act, i) => {
      if (act?.kind === 'custody') {
        const [id, entry] = (act.shipment ?? '#0').split('#');
        const shipment = this.#read(keys.shipment(id ?? '', Number(entry))) as ShipmentRecord | undefined;
        const own = this.#read(keys.shipment(document.id, i)) as ShipmentRecord | undefined;
        const moved = this.#read(keys.moved(document.id, i)) as MovedRecord | undefined;
        const inside = [...(shipment?.within ?? []), ...(own?.within ?? []), ...(moved?.lots ?? [])];
        return new Set([...[...act.lines, ...(shipment?.lines ?? [])].map(({ lot }) => lot), ...inside]);
      }
      if (act?.kind !== 'certificate') return new Set<string>();
      const certificate = this.#read(keys.certificate(document.kid.participant, act.number)) as
        CertificateRecord | undefined;
      return new Set(act.action === 'issue' ? act.lots : (certificate?.lots ?? [`${i}`]));
    });
    this.documents.push({ signed, record, items });
    this.now += 3600;
  }

  /** What a gateway would answer, all pages in one; with every registration as evidence. */
  item(item: string): ItemAnswer {
    const lot = this.#read(keys.lot(item)) as LotRecord | undefined;
    if (lot === undefined) throw new Error(`no lot ${item}`);
    const journey: EntryRef[] = [];
    const documents: Record<string, ItemAnswer['evidence']['documents'][string]> = {};
    for (const { signed, record, items } of this.documents) {
      const registration = ['participant', 'key', 'product', 'category'].includes(record.kind);
      const leaves = signed.entries.map((entry) => leafHash(utf8(entry), nodeHash));
      const entries = signed.entries.flatMap((entry, index) => {
        if (!registration && items[index]?.has(item) !== true) return [];
        if (!registration) journey.push(entryRef(record.document, index));
        return [{ index, entry, path: inclusionPath(leaves, index, nodeHash).map(base64url) }];
      });
      if (entries.length > 0) documents[record.document] = { jws: signed.jws, record, entries };
    }
    const stops = stopsOf(this.#read(keys.stops(lot.category)) as StopsRecord | undefined, nodeHash);
    const [stopped] = Object.keys(stops[`lot/${item}`]?.causes ?? {});
    const answer: ItemAnswer = {
      item,
      lot,
      holdings: this.#list<HoldingRecord>('holding/')
        .filter(([key, { quantity }]) => key.endsWith(`/${item}`) && quantity !== '0')
        .map(([key, holding]) => ({ participant: key.split('/')[1] ?? '', holding })),
      shipments: this.#list<ShipmentRecord>('shipment/')
        .filter(([, { lines, within }]) => lines.some(({ lot }) => lot === item) || within?.includes(item) === true)
        .map(([, shipment]) => ({ ref: shipment.by, shipment })),
      certificates: this.#list<CertificateRecord>('certificate/')
        .map(([, certificate]) => certificate)
        .filter(({ lots }) => lots.includes(item)),
      ...(stopped === undefined ? undefined : { stopped }),
      participants: Object.fromEntries(
        this.#list<ParticipantRecord>('participant/').map(([, { id, name, roles, division, status }]) => {
          const summary: ParticipantSummary = { id, name, roles, division, status };
          return [id, summary];
        }),
      ),
      journey,
      evidence: { documents },
      ledger: {
        aud: this.aud,
        channel: 'trace',
        regulator: this.root,
        height: this.documents.length + 1,
        time: this.now,
        network: 'embedded',
        version: '0.1.0',
      },
    };
    return JSON.parse(JSON.stringify(answer)) as ItemAnswer;
  }

  #read(key: string): unknown {
    const json = this.#state.get(key);
    return json === undefined ? undefined : JSON.parse(json);
  }

  #list<T>(prefix: string): [string, T][] {
    return [...this.#state]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, json]) => [key, JSON.parse(json) as T]);
  }
}

const verifyNow: CaptureContext['verify'] = (jwk, input, signature) => {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  return verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature);
};
