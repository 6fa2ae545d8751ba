import { TraceError } from '../error/trace-error.js';
import { certificateUrn } from '../identifier/suyuan-urn.js';
import { parseUnitUrn } from '../identifier/unit-urn.js';
import { parseIdentifier } from '../identifier/parse-identifier.js';
import { readUnitName } from '../unit/unit-name.js';
import { parseTime } from '../epcis/time.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';

/** CertificateEntry (entries.ts), read. Lots are canonical paths. */
export type CertificateAct =
  | {
      readonly kind: 'certificate';
      readonly action: 'issue';
      readonly type: string;
      readonly number: string;
      readonly category: string;
      readonly lots: readonly string[];
      readonly result: 'pass' | 'fail';
      /** First second of its day. */
      readonly issued: number;
      /** Number of the issuer's own, revoked certificate whose place it takes. */
      readonly replaces?: string;
      /** Its last second, where it has an end. */
      readonly until?: number;
    }
  | { readonly kind: 'certificate'; readonly action: 'revoke'; readonly number: string };

/** Days of certificates are days in China. */
const CHINA = 8 * 3600;
const DAY = 86_400;

/** `issuer` is the signer: a certificate's number is its issuer's own. */
export function readCertificateAct(value: Json, issuer: string): CertificateAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['issue', 'revoke']);
  const number = shape.text('number', 64);
  certificateUrn(issuer, number);
  if (action === 'revoke') {
    shape.text('reason', 1000);
    shape.done();
    return { kind: 'certificate', action, number };
  }
  const type = shape.text('type', 40);
  const category = shape.text('category', 40);
  const lots = shape.texts('lots', 100).map(readLot);
  if (lots.length === 0) throw new TraceError('FIELD_MISSING', { path: 'lots' });
  const result = shape.word('result', ['pass', 'fail']);
  const issued = readDay(shape, 'issued');
  const last = shape.has('validUntil') ? readDay(shape, 'validUntil') : undefined;
  if (last !== undefined && last < issued) {
    throw new TraceError('FIELD_VALUE', { path: 'validUntil', value: 'before issued', allowed: 'a later day' });
  }
  const replaces = shape.optionalText('replaces', 64);
  if (replaces !== undefined) certificateUrn(issuer, replaces);
  readReport(shape);
  shape.done();
  return {
    kind: 'certificate',
    action,
    type,
    number,
    category,
    lots,
    result,
    ...(replaces === undefined ? undefined : { replaces }),
    issued: issued - CHINA,
    ...(last === undefined ? undefined : { until: last + DAY - CHINA - 1 }),
  };
}

/** What people read and no rule needs: the lines of the report, the attachment's digest, a statement. */
function readReport(shape: Shape): void {
  if (shape.has('items')) {
    shape.list('items', 200).forEach((item, i) => {
      const line = Shape.of(item, `items[${i}]`);
      line.text('name');
      line.optionalText('method');
      line.text('found');
      line.optionalText('limit');
      line.word('result', ['pass', 'fail']);
      line.done();
    });
  }
  if (shape.has('attachment')) {
    const attachment = shape.shape('attachment');
    attachment.text('name');
    attachment.text('mediaType', 100);
    const digest = attachment.text('sha256');
    if (!/^[0-9a-f]{64}$/.test(digest)) {
      throw new TraceError('FIELD_TYPE', { path: 'attachment.sha256', expected: '64 hexadecimal digits' });
    }
    attachment.done();
  }
  shape.optionalText('statement', 2000);
}

/** A lot, or a single thing that is a batch of its own: a lift by its code. */
function readLot(text: string): string {
  const code = parseUnitUrn(text);
  const identifier = code === undefined ? parseIdentifier(text) : undefined;
  if (identifier?.scheme === 'lgtin') return identifier.path;
  const unit = readUnitName({ uri: text, ...(identifier === undefined ? undefined : { gs1: identifier }) });
  if (unit === undefined) throw new TraceError('LOT_EXPECTED', { path: 'lots', value: text.slice(0, 120) });
  return unit.path;
}

/** `YYYY-MM-DD` → the seconds of its midnight in UTC. */
function readDay(shape: Shape, name: string): number {
  const text = shape.text(name);
  const time = text.length === 10 ? parseTime(`${text}T00:00:00Z`) : undefined;
  if (time === undefined) throw new TraceError('FIELD_TYPE', { path: shape.at(name), expected: 'YYYY-MM-DD' });
  return Math.floor(time / 1000);
}
