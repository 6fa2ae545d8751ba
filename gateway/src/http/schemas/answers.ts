import { z } from 'zod';
import { STEP_NAMES } from '@suyuan/domain';
import type {
  CertificateAnswer,
  DeliveriesAnswer,
  DocumentAnswer,
  DocumentsAnswer,
  Evidence,
  FilingsAnswer,
  ContainerAnswer,
  ItemAnswer,
  UnitAnswer,
  LedgerAnswer,
  ParticipantAnswer,
  ParticipantsAnswer,
  Problem,
} from '@suyuan/domain';
import {
  code,
  count,
  entryError,
  entryRef,
  facts,
  names,
  next,
  path,
  recordPosition,
  role,
  seconds,
  signedDocument,
  text,
} from './common.js';
import { certificate, holding, key, line, lot, participant, shipment } from './records.js';

const shipments = z.array(z.object({ ref: entryRef, shipment }));

const documentResult = z
  .object({
    id: z.exactOptional(text.describe('base64url SHA-256 of the signing input')),
    status: z.enum(['accepted', 'existing', 'acceptable', 'refused', 'unavailable']),
    record: z.exactOptional(recordPosition),
    errors: z.exactOptional(z.array(entryError)),
  })
  .meta({ id: 'DocumentResult' });

export const documentsAnswer = z
  .object({ results: z.array(documentResult) })
  .meta({ id: 'DocumentsAnswer' }) satisfies z.ZodType<DocumentsAnswer>;

export const ledgerAnswer = z
  .object({
    aud: text.describe('What documents for this ledger name as `aud`'),
    channel: text,
    regulator: z.exactOptional(text.describe('Thumbprint of the root regulator’s key')),
    height: count,
    time: z.exactOptional(seconds),
    network: z.enum(['embedded', 'fabric']),
    version: text,
  })
  .meta({ id: 'LedgerAnswer' }) satisfies z.ZodType<LedgerAnswer>;

const evidence = z
  .object({
    documents: z.record(
      z.string(),
      z.object({
        jws: text,
        record: recordPosition,
        entries: z.array(
          z.object({ index: count, entry: text, path: z.array(text).describe('RFC 9162, nearest sibling first') }),
        ),
      }),
    ),
  })
  .meta({ id: 'Evidence' }) satisfies z.ZodType<Evidence>;

const summary = z
  .object({ id: text, name: names, roles: z.array(role), division: text, status: z.enum(['active', 'suspended']) })
  .meta({ id: 'ParticipantSummary' });

const unit = z
  .object({
    batch: path.describe('Path of its batch’s lot'),
    holder: z.exactOptional(text.describe('Who has it; absent on its way, and once it is gone')),
    container: z.exactOptional(path.describe('The innermost container that it is in')),
    shipment: z.exactOptional(entryRef),
    attached: z.exactOptional(text),
    ended: z.exactOptional(text.describe('The step by which it went for good')),
    unmade: z.exactOptional(entryRef.describe('The error declaration by which it never was')),
  })
  .meta({ id: 'UnitAnswer' }) satisfies z.ZodType<UnitAnswer>;

export const itemAnswer = z
  .object({
    item: path,
    lot,
    unit: z.exactOptional(unit.describe('Of a single unit; then holdings and shipments are empty')),
    holdings: z.array(z.object({ participant: text, holding })),
    shipments,
    certificates: z.array(certificate),
    stopped: z.exactOptional(text.describe('URN of the certificate that stops its trade')),
    participants: z.record(z.string(), summary),
    journey: z.array(entryRef),
    next,
    evidence,
    ledger: ledgerAnswer,
  })
  .meta({ id: 'ItemAnswer' }) satisfies z.ZodType<ItemAnswer>;

export const containerAnswer = z
  .object({
    item: path,
    use: z.number().describe('1 of an SSCC; a crate’s present use'),
    category: text,
    holder: z.exactOptional(text.describe('Who has it, or the outermost that it is in; absent on the way')),
    container: z.exactOptional(path.describe('The container that it is in')),
    shipment: z.exactOptional(entryRef),
    opened: z.boolean().describe('Nothing is inside any more'),
    lots: z.array(line).describe('So much of each batch is inside, at any depth'),
    containers: z.array(path),
    units: z.array(path).describe('Directly inside: the first thousand'),
    participants: z.record(z.string(), summary),
    journey: z.array(entryRef),
    evidence,
    ledger: ledgerAnswer,
  })
  .meta({ id: 'ContainerAnswer' }) satisfies z.ZodType<ContainerAnswer>;

export const participantsAnswer = z
  .object({ participants: z.array(participant), next })
  .meta({ id: 'ParticipantsAnswer' }) satisfies z.ZodType<ParticipantsAnswer>;

export const participantAnswer = z
  .object({ participant, keys: z.array(key) })
  .meta({ id: 'ParticipantAnswer' }) satisfies z.ZodType<ParticipantAnswer>;

export const deliveriesAnswer = z
  .object({ deliveries: shipments, next })
  .meta({ id: 'DeliveriesAnswer' }) satisfies z.ZodType<DeliveriesAnswer>;

export const filingsAnswer = z
  .object({
    participant: text,
    filings: z.array(
      z.object({
        ref: entryRef.describe('The shipment, or the event itself'),
        category: text,
        step: z.enum(STEP_NAMES),
        happened: seconds,
        recorded: z.exactOptional(seconds),
        id: text.describe('A filing of the category, or deadline: the step’s own'),
        names: z.exactOptional(names),
        due: seconds.describe('Last second'),
        status: z.enum(['filed', 'late', 'open', 'missed']),
      }),
    ),
    next,
  })
  .meta({ id: 'FilingsAnswer' }) satisfies z.ZodType<FilingsAnswer>;

export const certificateAnswer = z
  .object({ certificate, evidence })
  .meta({ id: 'CertificateAnswer' }) satisfies z.ZodType<CertificateAnswer>;

export const documentAnswer = z
  .object({ record: recordPosition, document: signedDocument })
  .meta({ id: 'DocumentAnswer' }) satisfies z.ZodType<DocumentAnswer>;

export const problem = z
  .object({
    type: text,
    title: text,
    status: count,
    detail: text,
    code,
    facts: z.exactOptional(facts),
    results: z.exactOptional(z.array(documentResult)),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' }) satisfies z.ZodType<Problem>;
