import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { identityFolders, type OrganisationName } from '@suyuan/network-config';
import type { Network } from '../network.js';
import type { Slot } from '../settled.js';
import { packageContracts } from './package.js';

/** Writes one package an organisation, that names its process in a slot; returns their ids. */
export async function makePackages(
  network: Network,
  version: string,
  slot: Slot,
): Promise<Record<OrganisationName, string>> {
  const { description, folder, places } = network;
  const ids: Partial<Record<OrganisationName, string>> = {};
  for (const organisation of description.organisations) {
    const { name } = organisation;
    const rootCert = await readFile(join(folder.crypto, identityFolders(organisation).tlsCa), 'utf8');
    const made = packageContracts(description.chaincode, version, places[name][slot], rootCert);
    await mkdir(dirname(folder.package(version, name)), { recursive: true });
    await writeFile(folder.package(version, name), made.bytes);
    ids[name] = made.id;
  }
  return ids as Record<OrganisationName, string>;
}
