import { createHash } from 'node:crypto';
import {
  readEpcisDocument,
  selfContained,
  type JsonObject,
  type SignedDocument,
  type SignedWitness,
} from '@suyuan/domain';
import { entryText } from '@suyuan/client';
import type { Chain, SampleStep } from './chain.js';
import { fill, type Occasion } from './placeholders.js';

/** The JSON texts of a step's entries, ready to be signed: events stand alone and have ids that are the same at every run. */
export function entriesOf(chain: Chain, step: SampleStep, occasion: Occasion): readonly string[] {
  const values = step.entries.map((entry) => fill(entry, occasion) as JsonObject);
  if (step.kind !== 'events') return values.map(entryText);
  const { context, events } = readEpcisDocument({
    '@context': chain['@context'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: occasion.now.toISOString(),
    epcisBody: { eventList: values.map((event, i) => withId(event, `${chain.id}/${step.id}/${i}`)) },
  });
  return events.map((event) => entryText(selfContained(event as JsonObject, context)));
}

/** A step's document with its witness beside it, where it has one: that is not signed. */
export function withWitness(
  document: SignedDocument,
  { witness }: Pick<SampleStep, 'witness'>,
  occasion: Occasion,
): SignedDocument {
  return witness === undefined
    ? document
    : { ...document, witness: fill(witness, occasion) as unknown as SignedWitness };
}

function withId(event: JsonObject, name: string): JsonObject {
  const { type = null, ...rest } = event;
  return { type, eventID: `urn:uuid:${namedUuid(`https://suyuan.invalid/samples/${name}`)}`, ...rest };
}

/** RFC 9562 §5.5 in the name space of URLs: the ledger knows an event by its id, so a second run doubles nothing. */
export function namedUuid(name: string): string {
  const space = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
