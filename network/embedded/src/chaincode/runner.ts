import { createRequire } from 'node:module';

import type { Response } from '@suyuan/block';
import { ContractRouter, type ContractClass } from '@suyuan/chaincode/server/router';

import type { Stub } from './stub.js';

export type { ContractClass };

const require = createRequire(import.meta.url);
const LOGGERS = {
  'fabric-shim/lib/logger': [
    'contracts-spi/chaincodefromcontract.js',
    'contracts-spi/datamarshall.js',
    'lib/chaincode.js',
  ],
  'fabric-contract-api/lib/logger': ['./lib/jsontransactionserializer.js', './lib/contract.js'],
};

/** A contract that does not answer is given up, as peers do (chaincode.executetimeout). */
const EXECUTE_TIMEOUT = 30_000;

/** The contracts, behind the very router that runs them under a peer. */
export class ContractRunner {
  readonly #router: ContractRouter;

  /** `onError` is told what contracts throw, which is theirs to throw: refusals come this way. */
  constructor(contracts: readonly ContractClass[], version: string, onError: (text: string) => void) {
    quieten(onError);
    keepCertificates();
    this.#router = new ContractRouter(contracts, version);
  }

  async invoke(stub: Stub): Promise<Response> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const expire = () => reject(new Error(`failed to execute transaction ${stub.getTxID()}: timeout expired`));
      timer = setTimeout(expire, EXECUTE_TIMEOUT);
    });
    try {
      const { status, message = '', payload } = await Promise.race([this.#router.invoke(stub), timeout]);
      return { status, message, payload: Buffer.from(payload ?? []) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The shim formats every debug call though it is off, and writes errors to standard output. */
function quieten(onError: (text: string) => void): void {
  const nothing = () => undefined;
  for (const [module, names] of Object.entries(LOGGERS)) {
    const { getLogger } = require(module) as { getLogger: (name: string) => object };
    for (const name of names) {
      Object.assign(getLogger(name), { debug: nothing, info: nothing, warn: nothing, error: onError });
    }
  }
}

interface Certificates {
  fromPEM: ((pem: string) => object) & { readonly known?: Map<string, object> };
}

/** The shim parses its caller's certificate anew at every call (0.1 ms): a gateway calls with the same one for years. */
function keepCertificates(): void {
  const path = require.resolve('@fidm/x509', { paths: [require.resolve('fabric-shim')] });
  const { Certificate } = require(path) as { Certificate: Certificates };
  if (Certificate.fromPEM.known) return;
  const parse = Certificate.fromPEM.bind(Certificate);
  const known = new Map<string, object>();
  const kept = (pem: string): object => {
    const found = known.get(pem) ?? parse(pem);
    if (known.size > 100) known.clear();
    known.set(pem, found);
    return found;
  };
  Certificate.fromPEM = Object.assign(kept, { known });
}
