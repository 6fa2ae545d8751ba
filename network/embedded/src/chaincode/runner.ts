import { createRequire } from 'node:module';

import type { Response } from '@suyuan/block';

import type { Stub } from './stub.js';

/** A plain class extending `Contract` of fabric-contract-api. */
export type ContractClass = new () => object;

interface Router {
  Invoke(stub: Stub): Promise<{ status: number; message?: string; payload?: Uint8Array }>;
}

interface ShimLogger {
  debug: () => void;
  info: () => void;
  warn: () => void;
  error: (text: string) => void;
}

const require = createRequire(import.meta.url);
const LOGGERS = [
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'lib/chaincode.js',
  'lib/stub.js',
];

/** A contract that does not answer is given up, as peers do (chaincode.executetimeout). */
const EXECUTE_TIMEOUT = 30_000;

/** The contracts, behind the very router that runs them under a peer. */
export class ContractRunner {
  readonly #router: Router;

  /** `onError` is told what contracts throw, which is theirs to throw: refusals come this way. */
  constructor(contracts: readonly ContractClass[], version: string, onError: (text: string) => void) {
    const shim = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (...args: unknown[]) => Router;
    const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };
    quieten(onError);
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
    // A copy: the router pushes its own contract onto the list.
    this.#router = new shim([...contracts], serializers, {}, 'suyuan', version);
  }

  async invoke(stub: Stub): Promise<Response> {
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
  const { getLogger } = require('fabric-shim/lib/logger') as { getLogger: (name: string) => ShimLogger };
  const nothing = () => undefined;
  for (const name of LOGGERS)
    Object.assign(getLogger(name), { debug: nothing, info: nothing, warn: nothing, error: onError });
}
