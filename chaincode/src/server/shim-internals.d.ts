/** As much of fabric-shim 2.5.8's insides as is used here: it types none of them. What they are is in shim-types.ts. */
declare module 'fabric-shim/lib/server.js' {
  /** Listens for peers; gRPC calls `connect` with each peer's stream. */
  export default class ChaincodeServer {
    constructor(chaincode: object, options: object);
    start(): Promise<void>;
    connect(stream: import('node:events').EventEmitter): void;
    readonly _server: { forceShutdown(): void };
  }
}

declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  const ChaincodeFromContract: new (
    contracts: object[],
    serializers: object,
    metadata: object,
    title: string,
    version: string,
  ) => object;
  export default ChaincodeFromContract;
}

declare module 'fabric-shim/lib/logger.js' {
  const loggers: { getLogger(name: string): object };
  export default loggers;
}

declare module 'fabric-contract-api/lib/logger.js' {
  const loggers: { getLogger(name: string): object };
  export default loggers;
}
