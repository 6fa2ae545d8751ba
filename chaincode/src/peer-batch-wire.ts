import { utf8 } from '@suyuan/domain';

/*
 * Five messages of Fabric 3.1's chaincode protocol (peer/chaincode_shim.proto) in protobuf's wire format, by hand: the
 * shim nests fabric-protos 0.2, which lacks them, and 0.3, which has them, cannot live beside it in one process (both
 * write their classes into google-protobuf's one global namespace).
 */

/** `ChaincodeMessage.Type` */
export const MESSAGE = { READY: 4, WRITE_BATCH_STATE: 24, GET_STATE_MULTIPLE: 25 } as const;

/** `WriteRecord.Type` */
const PUT_STATE = 9;

/** Wire types: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
const BYTES = 2;

/** `ChaincodeAdditionalParams`; all zero in the empty payload of an older peer. */
export interface AdditionalParams {
  readonly useWriteBatch: boolean;
  readonly maxSizeWriteBatch: number;
  readonly useGetMultipleKeys: boolean;
  readonly maxSizeGetMultipleKeys: number;
}

export function readAdditionalParams(bytes: Uint8Array): AdditionalParams {
  const found = new Map<number, number>();
  for (const { field, value } of fields(bytes)) if (typeof value === 'number') found.set(field, value);
  const [write = 0, writes = 0, get = 0, gets = 0] = [1, 2, 3, 4].map((field) => found.get(field));
  return {
    useWriteBatch: write !== 0,
    maxSizeWriteBatch: writes,
    useGetMultipleKeys: get !== 0,
    maxSizeGetMultipleKeys: gets,
  };
}

/** `GetStateMultiple` */
export function writeGetMultiple(keys: readonly string[]): Uint8Array {
  return Buffer.concat(keys.flatMap((key) => delimited(1, utf8(key))));
}

/** `GetStateMultipleResult`: values in the order of the keys, empty where there is none. */
export function readMultipleResult(bytes: Uint8Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  for (const { field, value } of fields(bytes)) if (field === 1 && typeof value === 'object') values.push(value);
  return values;
}

/** `WriteBatchState` of `WriteRecord`s that put. */
export function writeBatch(entries: readonly (readonly [key: string, value: Uint8Array])[]): Uint8Array {
  const type = [varint(5 << 3), varint(PUT_STATE)];
  const records = entries.map(([key, value]) => [...delimited(1, utf8(key)), ...delimited(2, value), ...type]);
  return Buffer.concat(records.flatMap((record) => delimited(1, Buffer.concat(record))));
}

function delimited(field: number, bytes: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] {
  return [varint((field << 3) | BYTES), varint(bytes.length), bytes];
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function* fields(bytes: Uint8Array): Generator<{ field: number; value: number | Uint8Array | undefined }> {
  let at = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error('a message of the peer is cut off');
    return byte;
  };
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = next();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    at += length;
    if (at > bytes.length) throw new Error('a message of the peer is cut off');
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = number();
    const field = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) yield { field, value: number() };
    else if (type === BYTES) yield { field, value: take(number()) };
    else if (type === 1 || type === 5) take(type === 1 ? 8 : 4);
    else throw new Error(`a message of the peer has wire type ${type}`);
  }
}
