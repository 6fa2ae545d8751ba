import { Reader, Writer } from './wire.js';

/** `msp.SerializedIdentity`: who signed, as every Fabric signature names them. */
export interface Identity {
  readonly mspid: string;
  /** PEM of the X.509 certificate, as bytes. */
  readonly cert: Buffer;
}

export function readIdentity(bytes: Uint8Array): Identity {
  const reader = new Reader(bytes, 'msp.SerializedIdentity');
  let mspid = '';
  let cert: Buffer = Buffer.alloc(0);
  while (reader.next()) {
    if (reader.field === 1) mspid = reader.string();
    else if (reader.field === 2) cert = reader.bytes();
  }
  return { mspid, cert };
}

export function writeIdentity(mspid: string, cert: Uint8Array): Buffer {
  return new Writer().string(1, mspid).bytes(2, cert).finish();
}
