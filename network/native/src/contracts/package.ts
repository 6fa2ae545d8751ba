import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { at, type Place } from '@suyuan/network-config';
import { tar } from './tar.js';

/** A chaincode package as peers install it: for chaincode as a service it names an address, not code. */
export interface ChaincodePackage {
  readonly bytes: Buffer;
  /** As the peer will compute it: what the process registers by. */
  readonly id: string;
}

/** What a peer shows to a contract process that demands a certificate, PEM. */
export interface PeerCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** `rootCert`: PEM of the authority of the process's TLS certificate; without it the process is called without TLS. */
export function packageContracts(
  name: string,
  version: string,
  place: Place,
  rootCert?: string,
  peer?: PeerCertificate,
): ChaincodePackage {
  const label = `${name}_${version}`;
  const tls = rootCert === undefined ? { tls_required: false } : { tls_required: true, root_cert: rootCert };
  const client = peer && {
    client_auth_required: true,
    client_key: peer.privateKey,
    client_cert: peer.certificate,
  };
  const connection = { address: at(place), dial_timeout: '10s', ...tls, ...client };
  const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);
  const code = gzipSync(tar({ 'connection.json': json(connection) }));
  const bytes = gzipSync(tar({ 'metadata.json': json({ type: 'ccaas', label }), 'code.tar.gz': code }));
  return { bytes, id: `${label}:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** The external builder's three scripts, by their names. Peers call each with folders of their own. */
export const BUILDER: Readonly<Record<'detect' | 'build' | 'release', string>> = {
  detect: `#!/bin/sh
# $1: source, $2: metadata. Ours are packages of the type ccaas.
grep -q '"type":"ccaas"' "$2/metadata.json"
`,
  build: `#!/bin/sh
# $1: source, $2: metadata, $3: output.
cp "$1/connection.json" "$3/connection.json"
`,
  release: `#!/bin/sh
# $1: build output, $2: release output: where the peer looks for the address.
mkdir -p "$2/chaincode/server" && cp "$1/connection.json" "$2/chaincode/server/connection.json"
`,
};
