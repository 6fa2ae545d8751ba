import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { readBlock, readConfig } from '@suyuan/block';
import { contractVersion } from '@suyuan/chaincode/server';
import { bundleContracts, NetworkError, packageContracts } from '@suyuan/native';
import type { Place } from '@suyuan/network-config';

interface PackageFlags {
  readonly address: Place;
  readonly bundle: string;
  readonly name: string;
  readonly rootCert?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly out: string;
}

export function contractsCommand(): Command {
  const program = new Command('npm run contracts --').description(
    'The contracts as a bundle to run, and as packages for peers to install.',
  );
  program
    .command('bundle')
    .description('write the contracts as one file, and say their version')
    .option('--out <file>', 'the file', 'contracts.cjs')
    .action(async ({ out }: { out: string }) => {
      const { bytes, version } = await bundleContracts();
      await writeFile(out, bytes);
      console.log(version);
    });
  program
    .command('package')
    .description("write the package of an organisation's own contract process, and say its id")
    .requiredOption('--address <host:port>', 'by which the peer reaches the process', readAddress)
    .option('--bundle <file>', 'the contracts that the process runs', 'contracts.cjs')
    .option('--name <chaincode>', 'of the chaincode on the channel', 'suyuan')
    .option('--root-cert <file>', "authority of the process's TLS certificate, PEM; without it, no TLS")
    .option('--client-cert <file>', 'what the peer shows to a process that demands it (CHAINCODE_CLIENT_CA_CERT), PEM')
    .option('--client-key <file>', 'its private key: the package is a secret then')
    .option('--out <file>', 'the package', 'suyuan.tar.gz')
    .action(runPackage);
  program
    .command('genesis <file>')
    .description("the hash of a channel's first block, which contract processes are configured with (SUYUAN_GENESIS)")
    .action(async (file: string) => {
      console.log(genesisHash(file, await read(file)));
    });
  return program;
}

async function runPackage({
  address,
  bundle,
  name,
  rootCert,
  clientCert,
  clientKey,
  out,
}: PackageFlags): Promise<void> {
  if (
    (clientCert === undefined) !== (clientKey === undefined) ||
    (clientCert !== undefined && rootCert === undefined)
  ) {
    throw new NetworkError('--client-cert and --client-key belong together, and to --root-cert.');
  }
  const version = contractVersion(await read(bundle));
  const text = async (file: string): Promise<string> => (await read(file)).toString('utf8');
  const peer = clientCert !== undefined &&
    clientKey !== undefined && { certificate: await text(clientCert), privateKey: await text(clientKey) };
  const root = rootCert === undefined ? undefined : await text(rootCert);
  const { bytes, id } = packageContracts(name, version, address, root, peer || undefined);
  await writeFile(out, bytes, { mode: peer ? 0o600 : 0o644 });
  console.log(id);
}

function genesisHash(file: string, bytes: Buffer): string {
  const block = asFirstBlock(bytes);
  if (block === undefined) throw new NetworkError(`${file} is not a channel's first block.`);
  return block.headerHash.toString('hex');
}

function asFirstBlock(bytes: Buffer) {
  try {
    const block = readBlock(bytes);
    return block.number === 0 && readConfig(block) !== undefined ? block : undefined;
  } catch {
    // Not a block at all.
    return undefined;
  }
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw new NetworkError(String(error));
  });
}

function readAddress(text: string): Place {
  const [, host, port] = /^([^\s:]+):([0-9]{1,5})$/.exec(text) ?? [];
  if (host === undefined) throw new InvalidArgumentError('an address is host:port.');
  return { host, port: Number(port) };
}
