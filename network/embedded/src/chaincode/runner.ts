import { createRequire } from 'node:module';

import { ContractRouter, type ContractClass } from '@suyuan/chaincode/server/router';

import type { Simulation } from '../peer/simulation.js';
import type { Ran } from './messages.js';
import { Stub, type RunContext, type RunState } from './stub.js';

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

/** What runs the contracts over a simulation, which then holds what they read and wrote. */
export interface Runner {
  /** As the contracts say it. */
  readonly version: string;
  run(context: RunContext, simulation: Simulation): Promise<Ran>;
  stop(): Promise<void>;
}

/** The contracts in this thread, behind the very router that runs them under a peer. */
export class ContractRunner implements Runner {
  readonly #router: ContractRouter;

  /** `onError` is told what contracts throw, which is theirs to throw: refusals come this way. */
  constructor(
    contracts: readonly ContractClass[],
    onError: (text: string) => void,
    readonly version = '1.0',
  ) {
    quieten(onError);
    keepCertificates();
    this.#router = new ContractRouter(contracts, version);
  }

  async run(context: RunContext, state: RunState): Promise<Ran> {
    const stub = new Stub(context, state);
    const { status, message = '', payload } = await this.#router.invoke(stub);
    return { response: { status, message, payload: Buffer.from(payload ?? []) }, event: stub.event };
  }

  stop(): Promise<void> {
    return Promise.resolve();
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
