import type { NetworkDescription, Organisation } from './description.js';
import type { Yaml } from './yaml.js';

/** Hosts by which every node may be reached on one machine, beside its own name. */
const HOSTS = ['127.0.0.1', 'localhost'];

const SUBJECT = { Country: 'CN', Province: '山东省', Locality: '烟台市' };

/** First `cryptogen generate` with `peers`, then `extend` with `orderers`: an orderer then stands in its organisation's MSP. */
export function cryptoConfig({
  organisations,
}: NetworkDescription): Record<'peers' | 'orderers', Record<string, Yaml>> {
  return {
    peers: {
      PeerOrgs: organisations.map((each) => ({
        ...organisation(each, ['peer', 'contracts']),
        // The administrator, and one client: the gateway.
        Users: { Count: 1 },
      })),
    },
    orderers: { OrdererOrgs: organisations.map((each) => organisation(each, ['orderer'])) },
  };
}

function organisation({ name, domain }: Organisation, hostnames: readonly string[]) {
  return {
    Name: name,
    Domain: domain,
    EnableNodeOUs: true,
    CA: { Hostname: 'ca', ...SUBJECT },
    Specs: hostnames.map((Hostname) => ({ Hostname, SANS: HOSTS })),
  };
}
