import { createRequire } from 'node:module';

import type { Response } from '@suyuan/block';

import type { Stub } from './stub.js';

/** A plain class extending `Contract` of fabric-contract-api. */
export type ContractClass = new () => object;

interface Router {
  readonly metadata: { readonly contracts: Readonly<Record<string, { readonly transactions: Transaction[] }>> };
  Invoke(stub: Stub): Promise<{ status: number; message?: string; payload?: Uint8Array }>;
}

interface Transaction {
  readonly name: string;
  parameters?: { readonly schema: { readonly type?: string } }[];
}

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
  readonly #router: Router;
  /** Number of arguments by name of function, with and without its contract's name. */
  readonly #arity: ReadonlyMap<string, number>;

  /** `onError` is told what contracts throw, which is theirs to throw: refusals come this way. */
  constructor(contracts: readonly ContractClass[], version: string, onError: (text: string) => void) {
    const shim = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (...args: unknown[]) => Router;
    const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };
    quieten(onError);
    keepCertificates();
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
    // A copy: the router pushes its own contract onto the list.
    this.#router = new shim([...contracts], serializers, {}, 'suyuan', version);
    this.#arity = takeArities(this.#router);
  }

  async invoke(stub: Stub): Promise<Response> {
    const [fcn = '', ...args] = stub.getBufferArgs();
    const expected = this.#arity.get(fcn.toString());
    if (expected !== undefined && expected !== args.length) {
      const message = `Expected ${expected} parameters, but ${args.length} have been supplied`;
      return { status: 500, message, payload: Buffer.alloc(0) };
    }
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const expire = () => reject(new Error(`failed to execute transaction ${stub.getTxID()}: timeout expired`));
      timer = setTimeout(expire, EXECUTE_TIMEOUT);
    });
    try {
      const { status, message = '', payload } = await Promise.race([this.#router.Invoke(stub), timeout]);
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

/**
 * The router validates every argument against a schema that says no more than that it is text, which bytes from the wire
 * always are, and prints it as JSON three times on the way: milliseconds for a bundle. Without the schema it takes
 * arguments as text at once; their number is left to check, and is checked here.
 */
function takeArities(router: Router): Map<string, number> {
  const arities = new Map<string, number>();
  const [first] = Object.keys(router.metadata.contracts);
  for (const [contract, { transactions }] of Object.entries(router.metadata.contracts)) {
    for (const transaction of transactions) {
      const { name, parameters } = transaction;
      if (!parameters?.every(({ schema }) => schema.type === 'string')) continue;
      arities.set(`${contract}:${name}`, parameters.length);
      if (contract === first) arities.set(name, parameters.length);
      delete transaction.parameters;
    }
  }
  return arities;
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
