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
  /** A contract class of the chaincode by name, where it is not its first one. */
  readonly contract?: string;
}

/** `connection.json`, which the embedded ledger leaves in its data folder. Paths are relative to the file. */
const connectionFile = z.object({
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
    ...{ tlsCa: tlsCa ?? '', certificate: certificate ?? '', privateKey: privateKey ?? '' },
  };
}

/** A connection profile of Fabric's test network (`connection-org1.json`), as much of it as is needed. */
const profileFile = z.object({
  client: z.object({ organization: z.string() }),
  organizations: z.record(z.string(), z.object({ mspid: z.string(), peers: z.array(z.string()).min(1) })),
  peers: z.record(
    z.string(),
    z.object({
      url: z.string(),
      tlsCACerts: z.object({ pem: z.string() }),
      grpcOptions: z.object({ 'ssl-target-name-override': z.string().optional() }).optional(),
    }),
  ),
});

/** The first peer of a profile's own organisation, called by the member whose MSP folder is given. Throws USAGE. */
export async function readProfile(
  file: string,
  mspFolder: string,
  names: { readonly channel: string; readonly chaincode: string },
): Promise<LedgerConnection> {
  const { client, organizations, peers } = await read(file, profileFile);
  const organisation = organizations[client.organization];
  const peer = peers[organisation?.peers[0] ?? ''];
  if (organisation === undefined || peer === undefined) {
    throw new TraceError('USAGE', { reason: `${file} names no peer of ${client.organization}` });
  }
  const hostnameOverride = peer.grpcOptions?.['ssl-target-name-override'];
  return {
    ...names,
    endpoint: peer.url.replace(/^grpcs?:\/\//, ''),
    ...(hostnameOverride === undefined ? {} : { hostnameOverride }),
    tlsCa: peer.tlsCACerts.pem,
    mspId: organisation.mspid,
    certificate: await readOnly(join(mspFolder, 'signcerts')),
    privateKey: await readOnly(join(mspFolder, 'keystore')),
  };
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

/** The one file of a folder: keys and certificates have names of their makers' choice. */
async function readOnly(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new TraceError('USAGE', { reason: `${folder} must hold exactly one file` });
  }
  return readText(join(folder, name));
}
