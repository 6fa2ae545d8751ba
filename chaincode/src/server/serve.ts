import { setTimeout } from 'node:timers/promises';
import type { Contract } from 'fabric-contract-api';
import ChaincodeServer from 'fabric-shim/lib/server.js';
import { MESSAGE } from '../peer-batch-wire.js';
import { announcedBatches, PeerBatchAccess, type PeerBatches } from '../peer-batch.js';
import type { StateAccess } from '../state-access.js';
import { quieten } from './quiet.js';
import { ContractRouter } from './router.js';
import type { ServerSettings } from './settings.js';
import { UnderWay } from './under-way.js';
import type { ShimMessage, ShimResponse, ShimServerOptions, ShimStream, ShimStub } from './shim-types.js';

export interface ContractServer {
  /** Resolves when every call under way is answered. New ones are taken all the while. */
  drained(): Promise<void>;
  /** At once: a peer tries again what was under way. */
  close(): void;
}

export interface ServeOptions extends ServerSettings {
  readonly contracts: readonly (typeof Contract)[];
  readonly version: string;
  /** Told what the shim warns of. */
  readonly onError: (text: string) => void;
}

/** What peers announced, by their streams. */
type Announced = WeakMap<ShimStream, PeerBatches>;

/** Of any size: a block of captures is more than gRPC's 4 MiB. Pings keep an idle stream from being forgotten on the way. */
const GRPC = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 110_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.keepalive_permit_without_calls': 1,
} as const;

/** What an answer takes at most to leave the process once it is written, ms. */
const FLUSH = 50;

/** Serves contracts to peers that connect (chaincode as a service), through fabric-shim's server. Resolves when it listens. */
export async function serveContracts(options: ServeOptions): Promise<ContractServer> {
  const { contracts, version, address, id, tls, onError } = options;
  quieten(onError);
  const announced: Announced = new WeakMap();
  const underWay = new UnderWay();
  const chaincode = new BatchedChaincode(new ContractRouter(contracts, version), announced, underWay);
  const server = new ListeningServer(
    chaincode,
    { ...GRPC, address, ccid: id, ...(tls === undefined ? {} : { tlsProps: tlsProps(tls) }) },
    announced,
    underWay,
  );
  await server.start();
  return {
    async drained() {
      await underWay.idle();
      // The last answer is on its way to the wire.
      await setTimeout(FLUSH);
    },
    close: () => server._server.forceShutdown(),
  };
}

function tlsProps({ key, certificate, clientCa }: NonNullable<ServerSettings['tls']>) {
  return { key, cert: certificate, ...(clientCa === undefined ? {} : { clientCACerts: clientCa }) };
}

/** Listens in when a peer says that it is ready: what it announces then is left out by shim 2.5.8. */
class ListeningServer extends ChaincodeServer {
  readonly #announced: Announced;
  readonly #underWay: UnderWay;

  constructor(chaincode: object, options: ShimServerOptions, announced: Announced, underWay: UnderWay) {
    super(chaincode, options);
    this.#announced = announced;
    this.#underWay = underWay;
  }

  override connect(stream: ShimStream): void {
    stream.on('data', (message: ShimMessage) => {
      if (message.getType() !== MESSAGE.READY) return;
      this.#announced.set(stream, announcedBatches(message));
    });
    for (const end of ['end', 'close', 'error', 'cancelled']) stream.on(end, () => this.#underWay.forget(stream));
    super.connect(stream);
  }
}

/** The shim's `ChaincodeInterface`: every stub gets what its peer can do with many keys at once. */
class BatchedChaincode {
  constructor(
    readonly router: ContractRouter,
    readonly announced: Announced,
    readonly underWay: UnderWay,
  ) {}

  Init(stub: ShimStub): Promise<ShimResponse> {
    return this.Invoke(stub);
  }

  Invoke(stub: ShimStub): Promise<ShimResponse> {
    return this.underWay.count(stub.handler._stream, () => this.#invoke(stub));
  }

  #invoke(stub: ShimStub): Promise<ShimResponse> {
    const batches = this.announced.get(stub.handler._stream);
    if (batches === undefined) return this.router.invoke(stub);
    const access = new PeerBatchAccess(stub, batches);
    const batched: StateAccess = {
      getMany: (keys) => access.getMany(keys),
      putMany: (entries) => access.putMany(entries),
    };
    return this.router.invoke(Object.assign(stub, batched));
  }
}
