import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { connect, hash, type Gateway, type Identity, type Signer } from '@hyperledger/fabric-gateway';
import { signLowS } from '@suyuan/block';
import { deadlines, openClient, type Access } from './ledger-under-test.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Somebody who says to be of a member organisation, under an authority of its own making. */
export interface Stranger {
  readonly identity: Identity;
  readonly sign: Signer;
  readonly gateway: Gateway;
  close(): void;
}

export async function makeStranger({ connection }: Access): Promise<Stranger> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'C=CN, OU=client, CN=nobody',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: ALGORITHM,
    keys,
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const identity = { mspId: connection.mspId, credentials: Buffer.from(certificate.toString('pem')) };
  const sign: Signer = (message) => Promise.resolve(signLowS(key, message));
  const client = openClient(connection);
  const gateway = connect({ client, identity, signer: sign, hash: hash.none, ...deadlines(10_000) });
  return {
    ...{ identity, sign, gateway },
    close() {
      gateway.close();
      client.close();
    },
  };
}
