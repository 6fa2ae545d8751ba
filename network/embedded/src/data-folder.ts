import { join } from 'node:path';

/** Every path of a data folder, as functions of its root: layout of identities as `cryptogen` leaves it. */
export function dataFolder(root: string, domain: string) {
  const crypto = join(root, 'crypto');
  const organisation = join(crypto, 'peerOrganizations', domain);
  return {
    root,
    /** LevelDB: blocks, state, index of transactions. Its lock is the folder's lock. */
    ledger: join(root, 'ledger'),
    connection: join(root, 'connection.json'),
    genesis: join(root, 'genesis.block'),
    crypto,
    organisation,
    /** Being written: renamed to `crypto` when it is whole. */
    cryptoDraft: join(root, 'crypto.draft'),
  };
}

export type DataFolder = ReturnType<typeof dataFolder>;
