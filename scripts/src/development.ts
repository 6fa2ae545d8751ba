import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Signer } from '@suyuan/client';
import { readKeyFile } from '@suyuan/client/node';
import { openKey } from './samples/actors.js';
import type { Chain, SampleParticipant } from './samples/chain.js';

/** Stands in the key's file, and on the ledger where it is registered: whoever sees the key sees what it is for. */
export const DEVELOPMENT_LABEL = '开发密钥 / development key';

export interface RegulatorKey {
  readonly file: string;
  readonly signer: Signer;
  /** Whether it was made by this program, for development. */
  readonly forDevelopment: boolean;
  /** As it registers itself on a new ledger. */
  readonly identity: SampleParticipant;
}

/** The sample chain's regulator's key in this file, made for development where there is none. Throws what readKeyFile throws. */
export async function openRegulatorKey(file: string, { regulator }: Chain): Promise<RegulatorKey> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const signer = await openKey(file, regulator.id, DEVELOPMENT_LABEL);
  const { label = regulator.label } = await readKeyFile(file);
  return { file, signer, forDevelopment: label === DEVELOPMENT_LABEL, identity: { ...regulator, label } };
}
