import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlock } from '@suyuan/block';
import {
  configtx,
  coreYaml,
  cryptoConfig,
  DEVELOPMENT_NOTE,
  identityFolders,
  ordererYaml,
  PROFILE,
  toYaml,
} from '@suyuan/network-config';
import { BUILDER } from '../contracts/package.js';
import type { Network } from '../network.js';
import { nodeName } from '../nodes.js';
import type { Programs } from '../programs/find.js';
import { run } from '../run.js';

const QUIET = { ...process.env, FABRIC_LOGGING_SPEC: 'error' };

/** Every organisation's authorities and identities: for development, since one machine holds all their keys. */
export async function makeIdentities({ description, folder }: Network, programs: Programs): Promise<void> {
  await mkdir(folder.config, { recursive: true, mode: 0o700 });
  const { peers, orderers } = cryptoConfig(description);
  const [first, second] = ['crypto-config-peers.yaml', 'crypto-config-orderers.yaml'].map((name) =>
    join(folder.config, name),
  ) as [string, string];
  await writeFile(first, toYaml(peers));
  await writeFile(second, toYaml(orderers));
  const cryptogen = programs.path('cryptogen');
  await run(cryptogen, ['generate', `--config=${first}`, `--output=${folder.crypto}`]);
  // Orderers of the same authorities: `extend` finds the organisations that are there by this link.
  await symlink('peerOrganizations', join(folder.crypto, 'ordererOrganizations'));
  await run(cryptogen, ['extend', `--config=${second}`, `--input=${folder.crypto}`]);
  for (const organisation of description.organisations) {
    // A contract process has a TLS certificate. It is no peer, so it gets no identity by which it could endorse.
    const { contracts, root } = identityFolders(organisation);
    await rm(join(folder.crypto, contracts, 'msp'), { recursive: true });
    await writeFile(join(folder.crypto, root, DEVELOPMENT_NOTE.name), DEVELOPMENT_NOTE.text);
  }
}

/** The channel's first block; returns the hash of its header, hex. */
export async function makeGenesis({ description, places, folder }: Network, programs: Programs): Promise<string> {
  await writeFile(join(folder.config, 'configtx.yaml'), toYaml(configtx(description, places, folder.crypto)));
  const output = ['-outputBlock', folder.genesis];
  await run(programs.path('configtxgen'), ['-profile', PROFILE, '-channelID', description.channel, ...output], {
    env: { ...QUIET, FABRIC_CFG_PATH: folder.config },
  });
  return readBlock(await readFile(folder.genesis)).headerHash.toString('hex');
}

/** core.yaml and orderer.yaml of every node, and the builder that peers call for chaincode as a service. */
export async function writeNodeFiles({ description, places, folder }: Network): Promise<void> {
  const { crypto, builder } = folder;
  for (const organisation of description.organisations) {
    const peer = folder.node(nodeName(organisation.name, 'peer'));
    const orderer = folder.node(nodeName(organisation.name, 'orderer'));
    await mkdir(peer, { recursive: true });
    await mkdir(orderer, { recursive: true });
    const core = coreYaml(description, organisation, places, { crypto, builder, data: join(peer, 'data') });
    await writeFile(join(peer, 'core.yaml'), toYaml(core));
    const yaml = ordererYaml(organisation, places, { crypto, data: join(orderer, 'data') });
    await writeFile(join(orderer, 'orderer.yaml'), toYaml(yaml));
  }
  await mkdir(join(builder, 'bin'), { recursive: true });
  for (const [name, script] of Object.entries(BUILDER)) {
    await writeFile(join(builder, 'bin', name), script);
    await chmod(join(builder, 'bin', name), 0o755);
  }
}
