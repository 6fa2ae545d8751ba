import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeIdentity } from '@suyuan/block';

import type { DataFolder } from '../data-folder.js';
import { members, mspFiles, tlsFiles } from './folders.js';
import type { Names } from './names.js';

/** One who signs: its `SerializedIdentity` and its key. */
export interface Signer {
  readonly identity: Buffer;
  readonly key: KeyObject;
}

/** All that a running ledger needs of its data folder's identities. */
export interface Identities {
  readonly names: Names;
  readonly peer: Signer;
  readonly orderer: Signer;
  readonly admin: Signer;
  readonly caCertificate: Buffer;
  readonly tlsCaCertificate: Buffer;
  readonly tls: { readonly certificate: Buffer; readonly privateKey: Buffer };
  readonly ordererTlsCertificate: Buffer;
  /** Absolute paths, for who connects. */
  readonly client: { readonly certificate: string; readonly privateKey: string; readonly tlsCa: string };
}

export async function loadIdentities(folder: DataFolder, names: Names): Promise<Identities> {
  const root = folder.organisation;
  const { peer, orderer, admin, client } = members(names);
  const tls = tlsFiles(join(root, peer.folder), 'server');
  const signer = async (member: { name: string; folder: string }): Promise<Signer> => {
    const files = mspFiles(join(root, member.folder), member.name);
    const key = createPrivateKey(await readFile(files.privateKey));
    return { identity: writeIdentity(names.mspid, await readFile(files.certificate)), key };
  };
  return {
    names,
    peer: await signer(peer),
    orderer: await signer(orderer),
    admin: await signer(admin),
    caCertificate: await readFile(join(root, 'msp', 'cacerts', `ca.${names.domain}-cert.pem`)),
    tlsCaCertificate: await readFile(tls.ca),
    tls: { certificate: await readFile(tls.certificate), privateKey: await readFile(tls.privateKey) },
    ordererTlsCertificate: await readFile(tlsFiles(join(root, orderer.folder), 'server').certificate),
    client: { ...mspFiles(join(root, client.folder), client.name), tlsCa: tls.ca },
  };
}
