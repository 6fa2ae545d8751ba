import type { NetworkDescription, Organisation } from './description.js';
import type { Yaml } from './yaml.js';

/** Hosts by which every node may be reached on one machine, beside its own name. */
const HOSTS = ['127.0.0.1', 'localhost'];

/**
 * The organisational unit in every certificate that is made here, the authorities' too: whoever meets one, on whatever
 * machine, sees that its key was made for development. Gateways look for it.
 */
export const DEVELOPMENT_UNIT = 'DEVELOPMENT ONLY';

/** Beside every organisation's identities: says the same to who looks into the folder. */
export const DEVELOPMENT_NOTE = {
  name: 'DEVELOPMENT-ONLY.txt',
  text: `The keys below were made for development, all by one program on one machine. Never use them where anything depends on
them: whoever had that machine has them. Their certificates say so too (OU=${DEVELOPMENT_UNIT}).

以下密钥由同一程序在同一台机器上生成，仅供开发。切勿用于任何有实际意义的场合：凡能访问该机器者均可持有。
其证书亦有标记（OU=${DEVELOPMENT_UNIT}）。
`,
} as const;

const SUBJECT = { Country: 'CN', Province: '山东省', Locality: '烟台市', OrganizationalUnit: DEVELOPMENT_UNIT };

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
