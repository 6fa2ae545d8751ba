import fabric from 'fabric-contract-api';
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import type { ShimResponse, ShimRouter } from './shim-types.js';

/** A plain class extending `Contract` of fabric-contract-api. */
export type ContractClass = new () => object;

const SERIALIZERS = { transaction: 'jsonSerializer', serializers: { jsonSerializer: fabric.JSONSerializer } };

/** The shim's router of contract functions, without its validation of arguments. */
export class ContractRouter {
  readonly #router: ShimRouter;
  readonly #arities: ReadonlyMap<string, number>;

  constructor(contracts: readonly ContractClass[], version: string) {
    // A copy: the router adds its own contract to the list.
    this.#router = new ChaincodeFromContract([...contracts], SERIALIZERS, {}, 'suyuan', version) as ShimRouter;
    this.#arities = takeArities(this.#router);
  }

  async invoke(stub: { getBufferArgs(): Uint8Array[] }): Promise<ShimResponse> {
    const [name, ...args] = stub.getBufferArgs();
    const expected = this.#arities.get(Buffer.from(name ?? []).toString());
    if (expected !== undefined && expected !== args.length) {
      return { status: 500, message: `Expected ${expected} parameters, but ${args.length} have been supplied` };
    }
    return this.#router.Invoke(stub);
  }
}

/**
 * The router validates every argument against a schema that says no more than that it is text, which bytes from the wire
 * always are, and prints it as JSON three times on the way: milliseconds for a bundle. Without the schema it takes
 * arguments as text at once; their number is left to check: by name of function, with and without its contract's name.
 */
function takeArities(router: ShimRouter): Map<string, number> {
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
