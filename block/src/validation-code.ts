import { peer } from '@hyperledger/fabric-protos';

/** `protos.TxValidationCode` by name: what a committer found of a transaction. */
export const VALIDATION = peer.TxValidationCode;

const NAMES = new Map<number, string>(Object.entries(VALIDATION).map(([name, code]) => [code, name]));

/** `VALID`, `MVCC_READ_CONFLICT` …; the number itself for codes of a later Fabric. */
export function validationName(code: number): string {
  return NAMES.get(code) ?? String(code);
}
