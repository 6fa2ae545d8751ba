import 'reflect-metadata';

import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

import type { Role } from './names.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const TEN_YEARS = 3650 * 24 * 3600 * 1000;
/** Clocks differ: a certificate begins a little before it is made, as cryptogen's do. */
const EARLIER = 5 * 60 * 1000;

/** A certificate and its private key, PEM both. */
export interface Certified {
  readonly certificate: string;
  readonly privateKey: string;
}

interface Subject {
  readonly commonName: string;
  readonly role?: Role;
  /** TLS: the names and addresses by which it is reached. */
  readonly hosts?: readonly string[];
}

/** A certificate authority of P-256 keys, alive only while a new data folder's identities are made. */
export class Authority {
  readonly certificate: string;
  readonly privateKey: string;
  readonly #root: X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(root: X509Certificate, keys: webcrypto.CryptoKeyPair, privateKey: string) {
    this.#root = root;
    this.#keys = keys;
    this.certificate = pem(root);
    this.privateKey = privateKey;
  }

  static async create(organisation: string, commonName: string): Promise<Authority> {
    const keys = await generate();
    const root = await X509CertificateGenerator.createSelfSigned({
      ...validity(),
      name: `C=CN, O=${organisation}, CN=${commonName}`,
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new KeyUsagesExtension(
          KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
          true,
        ),
        new BasicConstraintsExtension(true, undefined, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new Authority(root, keys, await exportKey(keys));
  }

  async issue(subject: Subject): Promise<Certified> {
    const keys = await generate();
    const unit = subject.role ? `OU=${subject.role}, ` : '';
    const certificate = await X509CertificateGenerator.create({
      ...validity(),
      subject: `C=CN, ${unit}CN=${subject.commonName}`,
      issuer: this.#root.subject,
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new BasicConstraintsExtension(false, undefined, true),
        await AuthorityKeyIdentifierExtension.create(this.#keys.publicKey),
        ...(subject.hosts ? tlsExtensions(subject.hosts) : []),
      ],
    });
    return { certificate: pem(certificate), privateKey: await exportKey(keys) };
  }
}

function tlsExtensions(hosts: readonly string[]) {
  return [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
    new SubjectAlternativeNameExtension(
      hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host })),
    ),
  ];
}

function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - EARLIER), notAfter: new Date(now + TEN_YEARS) };
}

function generate(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function exportKey(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`;
}
