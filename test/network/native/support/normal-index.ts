import { isArray, isObject, JsonNumber, parseJson, stringify, type Json } from '@suyuan/domain';

interface Position {
  readonly document: string;
  readonly block: number;
  readonly transaction: number;
  readonly position: number;
  /** Of its transaction, seconds. */
  readonly time: number;
}

/** Where an entry stands, in keys: block, transaction, document and entry as hexadecimal digits. */
const PLACE = /(?<=\|)([0-9a-f]{10})([0-9a-f]{6})([0-9a-f]{4})([0-9a-f]{4})$/;

/**
 * An index's content (lines of key and value), free of what differs by necessity from one ledger to another that was
 * told the same: a document's id (it is signed for one ledger at one second, its entries under salts of chance), its
 * bundle, transaction and block, and the moment of each. A document is named by its number in the order of the ledger, and
 * entries are read out of their salts. All else stays as it is.
 */
export function normalIndex(content: readonly string[]): string[] {
  const lines = content.map((line): [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });
  const positions = lines
    .filter(([key]) => key.startsWith('d|'))
    .map(([, value]) => JSON.parse(coverOf(value)[0]) as Position)
    .sort((a, b) => a.block - b.block || a.transaction - b.transaction || a.position - b.position);
  const number = new Map(positions.map(({ document }, i) => [document, `document-${i}`]));
  const name = (text: string): string => text.replace(/[\w-]{43}/g, (id) => number.get(id) ?? id);
  const place = (key: string): string =>
    key.replace(PLACE, (_, ...digits: string[]) => {
      const [block, transaction, position, entry] = digits.slice(0, 4).map((hex) => parseInt(hex, 16));
      const at = positions.findIndex(
        (each) => each.block === block && each.transaction === transaction && each.position === position,
      );
      return `document-${at}#${entry}`;
    });
  return lines.map(([key, value]) => `${place(name(key))} ${name(normalValue(key, value, positions))}`).sort();
}

function normalValue(key: string, value: string, positions: readonly Position[]): string {
  switch (key.slice(0, key.indexOf('|'))) {
    case 'd':
      return signed(coverOf(value)[1]);
    case 'e': {
      const [entry = '', ...path] = value.split(' ');
      const [, told] = parseJson(Buffer.from(entry, 'base64url').toString()) as [string, Json];
      return `${print(told)}, ${path.length} hashes`;
    }
    case 's':
      return state(value, positions);
    default:
      return key === 'm|ledger' ? '' : value;
  }
}

/** A document's position, JSON, and its JWS. */
function coverOf(value: string): [position: string, jws: string] {
  const end = value.indexOf('\n');
  return [value.slice(0, end), value.slice(end + 1)];
}

/** Of a document: who signed what kind, and how many entries. */
function signed(jws: string): string {
  const [head = '', payload = ''] = jws.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  const { n, iat, exp } = JSON.parse(payload) as { n: number; iat: number; exp: number };
  return `${head} ${n}, for ${exp - iat} s`;
}

/** A record of the contract's. A key binds, and a shipment is told of, from the time of the transaction that made it. */
function state(value: string, positions: readonly Position[]): string {
  const record = JSON.parse(value) as { by?: string; from?: unknown; at?: unknown; aud?: string };
  const made = positions.find(({ document }) => record.by?.startsWith(document) === true)?.time;
  if (record.from !== undefined && record.from === made) record.from = 'then';
  if (record.at !== undefined && record.at === made) record.at = 'then';
  if (record.aud !== undefined) record.aud = 'this ledger';
  return JSON.stringify(record);
}

/** A value with sorted members; of a key's proof of possession, which is signed at one moment, its key. */
function print(value: Json): string {
  if (isArray(value)) return `[${value.map(print).join()}]`;
  if (!isObject(value) || value instanceof JsonNumber) return stringify(value);
  const members = Object.entries(value).map(([name, member]) =>
    name === 'proof' && typeof member === 'string' ? `proof:${headOf(member)}` : `${name}:${print(member)}`,
  );
  return `{${members.sort().join()}}`;
}

function headOf(jws: string): string {
  return Buffer.from(jws.split('.', 1)[0] ?? '', 'base64url').toString();
}
