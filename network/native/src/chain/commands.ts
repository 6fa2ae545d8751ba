import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { at, identityFolders, type OrganisationName } from '@suyuan/network-config';
import { NotYet } from '../failure.js';
import { organisationOf, type Network } from '../network.js';
import { nodeName } from '../nodes.js';
import type { Programs } from '../programs/find.js';
import { run, RunError } from '../run.js';

const PAUSE = 200;

/** Fabric's own commands, each as the administrator of one organisation. */
export class Commands {
  constructor(
    readonly network: Network,
    readonly programs: Programs,
    readonly signal?: AbortSignal,
  ) {}

  peer(name: OrganisationName, ...args: readonly string[]): Promise<string> {
    const { folder } = this.network;
    const { admin } = identityFolders(organisationOf(this.network, name));
    return run(this.programs.path('peer'), args, {
      ...this.#signal(),
      env: {
        ...process.env,
        // All else is in the peer's own core.yaml.
        FABRIC_CFG_PATH: folder.node(nodeName(name, 'peer')),
        CORE_PEER_MSPCONFIGPATH: join(folder.crypto, admin, 'msp'),
        FABRIC_LOGGING_SPEC: 'error',
      },
    });
  }

  async joinOrderer(name: OrganisationName): Promise<void> {
    const { folder, places, description } = this.network;
    const { admin, orderer } = identityFolders(organisationOf(this.network, name));
    const tls = join(folder.crypto, admin, 'tls');
    const output = await run(
      this.programs.path('osnadmin'),
      [
        ...['channel', 'join', '--channelID', description.channel, '--config-block', folder.genesis],
        ...['-o', at(places[name].ordererAdmin), '--ca-file', join(folder.crypto, orderer, 'tls', 'ca.crt')],
        ...['--client-cert', join(tls, 'client.crt'), '--client-key', join(tls, 'client.key')],
      ],
      this.#signal(),
    );
    // It ends well whatever the orderer answered.
    if (!output.includes('Status: 201')) throw new RunError('osnadmin channel join', output);
  }

  /** Where approvals and commits are sent: the first consenter, which leads (BFT): followers would wait before they pass on. */
  orderer(): string[] {
    const { description, folder, places } = this.network;
    const [first] = description.organisations;
    if (first === undefined) throw new Error('a network without organisations');
    const cafile = join(folder.crypto, identityFolders(first).tlsCa);
    return ['-o', at(places[first.name].orderer), '--tls', '--cafile', cafile];
  }

  /** Every peer, as a command takes them that needs all. */
  allPeers(): string[] {
    const { description, folder, places } = this.network;
    return description.organisations.flatMap((each) => [
      ...['--peerAddresses', at(places[each.name].peer)],
      ...['--tlsRootCertFiles', join(folder.crypto, identityFolders(each).tlsCa)],
    ]);
  }

  /** Until it succeeds: nodes that listen may not be ready, and there may be no leader yet. */
  async patiently<T>(work: () => Promise<T>, patience = 30_000): Promise<T> {
    const until = Date.now() + patience;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.signal?.throwIfAborted();
        const passing = error instanceof RunError || error instanceof NotYet;
        if (!passing || Date.now() > until) throw error;
        await setTimeout(PAUSE);
      }
    }
  }

  #signal(): { readonly signal?: AbortSignal } {
    return this.signal === undefined ? {} : { signal: this.signal };
  }
}
