import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What of an organisation of Fabric's test network stands in its profile. */
export interface ProfileParts {
  /** `host:port` of its peer. */
  readonly peer: string;
  readonly name: string;
  readonly mspid: string;
  /** PEM. */
  readonly tlsCa: string;
  readonly ca: string;
  readonly organisation?: number;
}

/** A connection profile of the form in which the test network of Fabric's samples leaves `connection-org1.json`. */
export function testNetworkProfile({ peer, name, mspid, tlsCa, ca, organisation = 1 }: ProfileParts): object {
  const org = `Org${organisation}`;
  const authority = `ca.org${organisation}.example.com`;
  return {
    name: `test-network-org${organisation}`,
    version: '1.0.0',
    client: { organization: org, connection: { timeout: { peer: { endorser: '300' } } } },
    organizations: { [org]: { mspid, peers: [name], certificateAuthorities: [authority] } },
    peers: {
      [name]: {
        url: `grpcs://${peer}`,
        tlsCACerts: { pem: tlsCa },
        grpcOptions: { 'ssl-target-name-override': name, hostnameOverride: name },
      },
    },
    certificateAuthorities: {
      [authority]: {
        url: 'https://localhost:7054',
        caName: `ca-org${organisation}`,
        tlsCACerts: { pem: [ca] },
        httpOptions: { verify: false },
      },
    },
  };
}

/** Names of the files in an MSP folder, as their makers choose them. */
export const MSP_FILES = {
  cryptogen: { certificate: 'User1@org1.example.com-cert.pem', key: 'priv_sk' },
  'fabric-ca-client': { certificate: 'cert.pem', key: '5c1d7a0e4f_sk' },
} as const;

/** An MSP folder of a member, with all that such folders hold. Returns its path. */
export async function writeMsp(
  folder: string,
  maker: keyof typeof MSP_FILES,
  { certificate, privateKey, ca }: { readonly certificate: string; readonly privateKey: string; readonly ca: string },
): Promise<string> {
  const names = MSP_FILES[maker];
  const files = {
    [`signcerts/${names.certificate}`]: certificate,
    [`keystore/${names.key}`]: privateKey,
    'cacerts/ca.org1.example.com-cert.pem': ca,
    'config.yaml': 'NodeOUs:\n  Enable: true\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
