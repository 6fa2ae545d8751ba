import type { Read, Write } from '@suyuan/block';
import { Reader, varints, Writer } from '@suyuan/block';

export const LIFECYCLE = '_lifecycle';

/** A chaincode's definition on the channel: the name it is called by, and the version that endorsers run. */
export interface Definition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
}

const FIELDS = ['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections'] as const;

function fieldKey(name: string, field: (typeof FIELDS)[number]): string {
  return `namespaces/fields/${name}/${field}`;
}

/** The key that every endorsed transaction reads: an upgrade in between makes it invalid. */
export function sequenceKey(name: string): string {
  return fieldKey(name, 'Sequence');
}

export function endorsementInfoKey(name: string): string {
  return fieldKey(name, 'EndorsementInfo');
}

/** `lifecycle.StateData` of bytes. */
function stateBytes(content: Uint8Array): Buffer {
  return new Writer().element(2, content).finish();
}

const PLUGINS = { endorsement: 'escc', validation: 'vscc' };

/** `protos.ApplicationPolicy`: by reference to the channel's own policy, the default of `peer lifecycle chaincode`. */
const POLICY = new Writer().string(2, '/Channel/Application/Endorsement').finish();

/** What committing a definition writes into `_lifecycle` (core/chaincode/lifecycle), sorted. */
export function definitionWrites({ name, version, sequence }: Definition): Write[] {
  const endorsement = new Writer().string(1, version).string(3, PLUGINS.endorsement).finish();
  const validation = new Writer().string(1, PLUGINS.validation).bytes(2, POLICY).finish();
  const metadata = new Writer().string(1, 'ChaincodeDefinition');
  for (const field of FIELDS) metadata.string(2, field);
  return [
    { key: fieldKey(name, 'Collections'), value: stateBytes(Buffer.alloc(0)) },
    { key: fieldKey(name, 'EndorsementInfo'), value: stateBytes(endorsement) },
    { key: fieldKey(name, 'Sequence'), value: Buffer.concat([Buffer.of(8), varints(sequence)]) },
    { key: fieldKey(name, 'ValidationInfo'), value: stateBytes(validation) },
    { key: `namespaces/metadata/${name}`, value: metadata.finish() },
  ];
}

/** What committing it reads: the definition before, or that there is none. */
export function definitionReads(name: string, current: Read): Read[] {
  return [current, { key: `namespaces/metadata/${name}`, ...(current.version && { version: current.version }) }];
}

export function readSequence(value: Uint8Array): number {
  const reader = new Reader(value, 'lifecycle.StateData');
  let sequence = 0;
  while (reader.next()) if (reader.field === 1) sequence = reader.uint();
  return sequence;
}

/** The version in an `EndorsementInfo` field. */
export function readVersion(value: Uint8Array): string {
  const state = new Reader(value, 'lifecycle.StateData');
  let version = '';
  while (state.next()) {
    if (state.field !== 2) continue;
    const info = new Reader(state.bytes(), 'lifecycle.ChaincodeEndorsementInfo');
    while (info.next()) if (info.field === 1) version = info.string();
  }
  return version;
}

/** Arguments of the call: `CommitChaincodeDefinitionArgs`. */
export function commitArguments({ name, version, sequence }: Definition): Buffer[] {
  const args = new Writer()
    .uint(1, sequence)
    .string(2, name)
    .string(3, version)
    .string(4, PLUGINS.endorsement)
    .string(5, PLUGINS.validation)
    .bytes(6, POLICY);
  return [Buffer.from('CommitChaincodeDefinition'), args.finish()];
}
