import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TraceError } from '@suyuan/domain';
import { z } from 'zod';

/** Where a peer's gateway service is, and who calls it. PEM texts throughout. */
export interface LedgerConnection {
  /** `host:port` */
  readonly endpoint: string;
  /** The name in the peer's TLS certificate, where it is not the endpoint's host. */
  readonly hostnameOverride?: string;
  readonly tlsCa: string;
  readonly mspId: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly channel: string;
  readonly chaincode: string;
  /** It is one node, of one organisation. */
  readonly embedded?: boolean;
  /** A contract class of the chaincode by name, where it is not its first one. */
  readonly contract?: string;
}

/** Where such settings are found: a connection file of ours, or a connection profile of Fabric's with a member's MSP folder. */
export type ConnectionSource =
  | { readonly connection: string }
  | { readonly profile: string; readonly msp: string; readonly channel: string; readonly chaincode: string };

/** Throws USAGE. */
export function readSource(source: ConnectionSource): Promise<LedgerConnection> {
  return 'profile' in source ? readProfile(source.profile, source.msp, source) : readConnection(source.connection);
}

/** `connection.json`, which the embedded ledger leaves in its data folder. Paths are relative to the file. */
const connectionFile = z.object({
  network: z.string().optional(),
  endpoint: z.string(),
  hostAlias: z.string().optional(),
  channel: z.string(),
  chaincode: z.string(),
  mspid: z.string(),
  tlsCa: z.string(),
  certificate: z.string(),
  privateKey: z.string(),
});

/** Throws USAGE where the file, or one that it names, is not there or not of this form. */
export async function readConnection(file: string): Promise<LedgerConnection> {
  const found = await read(file, connectionFile);
  const text = (path: string) => readText(resolve(dirname(file), path));
  const [tlsCa, certificate, privateKey] = await Promise.all(
    [found.tlsCa, found.certificate, found.privateKey].map(text),
  );
  const { endpoint, hostAlias, channel, chaincode, mspid: mspId } = found;
  return {
    ...{ endpoint, mspId, channel, chaincode },
    ...(hostAlias === undefined ? {} : { hostnameOverride: hostAlias }),
    ...(found.network === 'embedded' ? { embedded: true } : {}),
    ...{ tlsCa: tlsCa ?? '', certificate: certificate ?? '', privateKey: privateKey ?? '' },
  };
}

/** One certificate, or several, as text; else a file of them, its path relative to the profile. */
const certificates = z.union([
  z.object({ pem: z.union([z.string(), z.array(z.string())]) }),
  z.object({ path: z.string() }),
]);

/** A connection profile as Fabric's test network writes it (`connection-org1.json`), as much of it as is needed. */
const profileFile = z.object({
  client: z.object({ organization: z.string() }),
  organizations: z.record(z.string(), z.object({ mspid: z.string(), peers: z.array(z.string()).min(1) })),
  peers: z.record(
    z.string(),
    z.object({
      url: z.string(),
      tlsCACerts: certificates,
      grpcOptions: z.object({ 'ssl-target-name-override': z.string().optional() }).optional(),
    }),
  ),
});

/**
 * The first peer of a profile's own organisation, called by the member whose MSP folder is given (`cryptogen`'s or
 * `fabric-ca-client`'s). Throws USAGE.
 */
export async function readProfile(
  file: string,
  mspFolder: string,
  { channel, chaincode }: { readonly channel: string; readonly chaincode: string },
): Promise<LedgerConnection> {
  const { client, organizations, peers } = await read(file, profileFile);
  const organisation = organizations[client.organization];
  const peer = peers[organisation?.peers[0] ?? ''];
  if (organisation === undefined || peer === undefined) {
    throw new TraceError('USAGE', { reason: `${file} names no peer of ${client.organization}` });
  }
  const hostnameOverride = peer.grpcOptions?.['ssl-target-name-override'];
  const certificate = await readCertificate(join(mspFolder, 'signcerts'));
  return {
    ...{ channel, chaincode, endpoint: peer.url.replace(/^grpcs?:\/\//, '') },
    ...(hostnameOverride === undefined ? {} : { hostnameOverride }),
    tlsCa: await readCertificates(peer.tlsCACerts, dirname(file)),
    mspId: organisation.mspid,
    certificate,
    privateKey: await readKeyOf(certificate, join(mspFolder, 'keystore')),
  };
}

async function readCertificates(found: z.infer<typeof certificates>, folder: string): Promise<string> {
  if ('path' in found) return readText(resolve(folder, found.path));
  return typeof found.pem === 'string' ? found.pem : found.pem.join('\n');
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(file);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : 'no JSON';
    throw new TraceError('USAGE', { reason: `${file}: ${what}` });
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new TraceError('USAGE', { reason: String(error) });
  });
}

/** The one file of `signcerts`: it has a name of its maker's choice. */
async function readCertificate(folder: string): Promise<string> {
  const files = await filesOf(folder);
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new TraceError('USAGE', { reason: `${folder} must hold exactly one certificate` });
  }
  return readText(file);
}

/** Of all keys in `keystore` the certificate's own: who was enrolled again has the earlier ones there, too. */
async function readKeyOf(certificate: string, folder: string): Promise<string> {
  const texts = await Promise.all((await filesOf(folder)).map(readText));
  const found = texts.find((text) => belongs(text, certificate));
  if (found === undefined) throw new TraceError('USAGE', { reason: `${folder} holds no key of the certificate` });
  return found;
}

function belongs(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    // One of them is not PEM, or not of a kind that Node knows.
    return false;
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
