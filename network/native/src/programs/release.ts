/** The release of Fabric whose programs are run. */
export const FABRIC_VERSION = '3.1.5';

/** Contracts use batched state, which peers take from 3.1 on. */
export const LEAST_VERSION = [3, 1] as const;

export const PROGRAMS = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'cryptogen'] as const;
export type Program = (typeof PROGRAMS)[number];

/** SHA-256 of the official archives, by platform. */
export const DIGESTS: Readonly<Record<string, string>> = {
  'linux-amd64': 'b9c31fd490991e76f8acb1835dee09fc19fee5428cb13e190ee6e0bdd2c37858',
  'linux-arm64': '4a42cad740a7e0373eda6bf1e27c86e9b06132f9bb751daf7f0f7dc1d1bbfed9',
  'darwin-arm64': 'd67a5c3366746a984f8ee9ae0ebf5c8b357c9d33dd589fa0b7668d739472cef0',
  'darwin-amd64': '866b64b036ba9eff51ba2131bbe34b4b9057192f5766859ede22ea1cdd564158',
};

/** Where archives are; a mirror has the same paths below it. */
export const OFFICIAL = 'https://github.com/hyperledger/fabric/releases/download';

/** An archive that can be had and checked. */
export interface Archive {
  readonly url: string;
  readonly name: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

/** Undefined where Fabric is not released for this platform. */
export function archiveFor(base: string, platform = `${process.platform}-${process.arch}`): Archive | undefined {
  const name = platform.replace(/-x64$/, '-amd64');
  const digest = DIGESTS[name];
  if (digest === undefined) return undefined;
  const file = `hyperledger-fabric-${name}-${FABRIC_VERSION}.tar.gz`;
  return { url: `${base.replace(/\/+$/, '')}/v${FABRIC_VERSION}/${file}`, name: file, digest };
}
