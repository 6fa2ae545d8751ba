import { mkdir, open, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DataFolder } from '../data-folder.js';
import type { Certified } from './authority.js';
import { NODE_OUS, type Names, type Role } from './names.js';

/** The identities of one organisation that plays every part: who they are and where their folders lie. */
export function members({ domain }: Names) {
  return {
    peer: { name: `peer0.${domain}`, folder: join('peers', `peer0.${domain}`), role: 'peer' },
    orderer: { name: `orderer.${domain}`, folder: join('orderers', `orderer.${domain}`), role: 'orderer' },
    admin: { name: `Admin@${domain}`, folder: join('users', `Admin@${domain}`), role: 'admin' },
    client: { name: `Gateway@${domain}`, folder: join('users', `Gateway@${domain}`), role: 'client' },
  } as const satisfies Record<string, { name: string; folder: string; role: Role }>;
}

/** Files of an MSP folder that readers of it need. */
export function mspFiles(folder: string, name: string) {
  return {
    certificate: join(folder, 'msp', 'signcerts', `${name}-cert.pem`),
    privateKey: join(folder, 'msp', 'keystore', 'priv_sk'),
  };
}

export function tlsFiles(folder: string, kind: 'server' | 'client') {
  return {
    ca: join(folder, 'tls', 'ca.crt'),
    certificate: join(folder, 'tls', `${kind}.crt`),
    privateKey: join(folder, 'tls', `${kind}.key`),
  };
}

/**
 * Makes authorities and identities where a data folder has none, laid out as `cryptogen` does. All of it is written
 * beside its place and then renamed: whoever dies before the rename begins anew, with nothing lost, since no block
 * names any of these certificates yet.
 */
export async function ensureIdentities(folder: DataFolder, names: Names, hosts: readonly string[]): Promise<void> {
  if (existsSync(folder.crypto)) return;
  await rm(folder.cryptoDraft, { recursive: true, force: true });
  const root = join(folder.cryptoDraft, 'peerOrganizations', names.domain);
  // Needed once in a ledger's life, and slow to load.
  const { Authority } = await import('./authority.js');
  const ca = await Authority.create(names.domain, `ca.${names.domain}`);
  const tlsCa = await Authority.create(names.domain, `tlsca.${names.domain}`);
  const write = fileWriter(root);
  await write(join('ca', `ca.${names.domain}-cert.pem`), ca.certificate);
  await write(join('ca', 'priv_sk'), ca.privateKey);
  await write(join('tlsca', `tlsca.${names.domain}-cert.pem`), tlsCa.certificate);
  await write(join('tlsca', 'priv_sk'), tlsCa.privateKey);
  const verifying = async (at: string) => {
    await write(join(at, 'cacerts', `ca.${names.domain}-cert.pem`), ca.certificate);
    await write(join(at, 'tlscacerts', `tlsca.${names.domain}-cert.pem`), tlsCa.certificate);
    await write(join(at, 'config.yaml'), nodeOuConfig(`cacerts/ca.${names.domain}-cert.pem`));
  };
  await verifying('msp');
  for (const { name, folder: at, role } of Object.values(members(names))) {
    const server = role === 'peer' || role === 'orderer';
    const signing = await ca.issue({ commonName: name, role });
    const tls = await tlsCa.issue({ commonName: name, hosts: server ? [name, ...hosts] : [name] });
    await verifying(join(at, 'msp'));
    await writePair(write, mspFiles(at, name), signing);
    const files = tlsFiles(at, server ? 'server' : 'client');
    await writePair(write, files, tls);
    await write(files.ca, tlsCa.certificate);
  }
  await rename(folder.cryptoDraft, folder.crypto);
  await syncFolder(folder.root);
}

type Write = (path: string, text: string) => Promise<void>;

async function writePair(
  write: Write,
  at: { certificate: string; privateKey: string },
  pair: Certified,
): Promise<void> {
  await write(at.certificate, pair.certificate);
  await write(at.privateKey, pair.privateKey);
}

/** Every file for its owner alone, on disk before the next one is begun. */
function fileWriter(root: string): Write {
  return async (path, text) => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
}

/** Makes a rename in it last. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nodeOuConfig(certificate: string): string {
  const lines = NODE_OUS.flatMap((role) => [
    `  ${role.charAt(0).toUpperCase()}${role.slice(1)}OUIdentifier:`,
    `    Certificate: ${certificate}`,
    `    OrganizationalUnitIdentifier: ${role}`,
  ]);
  return ['NodeOUs:', '  Enable: true', ...lines, ''].join('\n');
}
