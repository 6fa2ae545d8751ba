import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ChannelCredentials, ClientDuplexStream } from '@grpc/grpc-js';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { HEADER_TYPE, writeChannelHeader, writeSignatureHeader } from '@suyuan/block';

export const CHANNEL = 'suyuan';

const { ChaincodeMessage } = peer;
type Message = peer.ChaincodeMessage;
const { Type } = ChaincodeMessage;
const NAMES = new Map(Object.entries(Type).map(([name, number]) => [number as number, name]));

/** What a peer of Fabric 3.1 announces by default; an older one announces nothing. */
export const FABRIC_3_1 = { reads: 1000, writes: 1000 };

/** What one transaction came to: its writes take effect for those after it when `commit` is said. */
export interface Run {
  readonly status: number;
  readonly message: string;
  readonly payload: string;
  readonly writes: ReadonlyMap<string, string>;
  /** Names of the messages that the chaincode sent, in order, COMPLETED left out. */
  readonly asked: readonly string[];
}

interface OpenRun {
  readonly writes: Map<string, string>;
  readonly asked: string[];
  readonly iterators: Map<string, [string, string][]>;
  done(response: peer.Response): void;
}

/**
 * The peer's side of the chaincode protocol over a state in memory: connects, registers, runs transactions, answers what
 * they ask. As at a real peer, nobody sees a transaction's own writes.
 */
export class PeerSide {
  readonly state = new Map<string, string>();
  readonly #client: peer.ChaincodeClient;
  readonly #stream: ClientDuplexStream<Message, Message>;
  readonly #runs = new Map<string, OpenRun>();
  /** The id by which the chaincode registered. */
  registered = '';
  /** Said to whatever a transaction asks, if set. */
  fail: string | undefined;
  /** Waited for before anything that is asked is answered, if set. */
  held: Promise<void> | undefined;

  private constructor(address: string, credentials: ChannelCredentials) {
    this.#client = new peer.ChaincodeClient(address, credentials, { 'grpc.max_receive_message_length': -1 });
    this.#stream = this.#client.connect();
  }

  static async connect(address: string, credentials: ChannelCredentials, announced?: typeof FABRIC_3_1) {
    const side = new PeerSide(address, credentials);
    const [first] = (await once(side.#stream, 'data')) as [Message];
    side.registered = peer.ChaincodeID.deserializeBinary(first.getPayload_asU8()).getName();
    side.#send(Type.REGISTERED);
    const params = new peer.ChaincodeAdditionalParams();
    if (announced) {
      params.setUseGetMultipleKeys(true);
      params.setMaxSizeGetMultipleKeys(announced.reads);
      params.setUseWriteBatch(true);
      params.setMaxSizeWriteBatch(announced.writes);
    }
    side.#send(Type.READY, announced ? params.serializeBinary() : new Uint8Array());
    side.#stream.on('data', (message: Message) => side.#answer(message));
    side.#stream.on('error', () => undefined);
    return side;
  }

  close(): void {
    this.#stream.cancel();
    this.#client.close();
  }

  /** `creator`: a serialized identity. */
  run(creator: Uint8Array, fcn: string, ...args: string[]): Promise<Run> {
    const txId = randomBytes(32).toString('hex');
    const input = new peer.ChaincodeInput();
    input.setArgsList([fcn, ...args].map((arg) => Buffer.from(arg)));
    const message = this.#message(Type.TRANSACTION, input.serializeBinary(), txId);
    message.setProposal(proposal(creator, txId, input));
    return new Promise((resolve) => {
      const [writes, asked] = [new Map<string, string>(), [] as string[]];
      const done = (response: peer.Response): void => {
        this.#runs.delete(txId);
        const payload = Buffer.from(response.getPayload_asU8()).toString();
        resolve({ status: response.getStatus(), message: response.getMessage(), payload, writes, asked });
      };
      this.#runs.set(txId, { writes, asked, iterators: new Map(), done });
      this.#stream.write(message);
    });
  }

  commit({ writes }: Run): void {
    for (const [key, value] of writes) this.state.set(key, value);
  }

  #answer(message: Message): void {
    const txId = message.getTxid();
    const run = this.#runs.get(txId);
    if (!run) return;
    const type = message.getType();
    const payload = message.getPayload_asU8();
    if (type === Type.COMPLETED) {
      run.done(peer.Response.deserializeBinary(payload));
      return;
    }
    run.asked.push(NAMES.get(type) ?? String(type));
    if (this.held) void this.held.then(() => this.#reply(run, txId, type, payload));
    else this.#reply(run, txId, type, payload);
  }

  #reply(run: OpenRun, txId: string, type: number, payload: Uint8Array): void {
    try {
      if (this.fail !== undefined) throw new Error(this.fail);
      this.#send(Type.RESPONSE, this.#handle(run, type, payload), txId);
    } catch (error) {
      this.#send(Type.ERROR, Buffer.from(String(error)), txId);
    }
  }

  #handle(run: OpenRun, type: number, payload: Uint8Array): Uint8Array {
    switch (type) {
      case Type.GET_STATE:
        return this.#get(peer.GetState.deserializeBinary(payload).getKey());
      case Type.GET_STATE_MULTIPLE: {
        const result = new peer.GetStateMultipleResult();
        const keys = peer.GetStateMultiple.deserializeBinary(payload).getKeysList();
        result.setValuesList(keys.map((key) => this.#get(key)));
        return result.serializeBinary();
      }
      case Type.PUT_STATE: {
        const put = peer.PutState.deserializeBinary(payload);
        run.writes.set(put.getKey(), Buffer.from(put.getValue_asU8()).toString());
        return new Uint8Array();
      }
      case Type.WRITE_BATCH_STATE:
        for (const record of peer.WriteBatchState.deserializeBinary(payload).getRecList()) {
          run.writes.set(record.getKey(), Buffer.from(record.getValue_asU8()).toString());
        }
        return new Uint8Array();
      case Type.GET_STATE_BY_RANGE:
        return this.#range(run, peer.GetStateByRange.deserializeBinary(payload));
      case Type.QUERY_STATE_NEXT:
        return page(run, peer.QueryStateNext.deserializeBinary(payload).getId());
      case Type.QUERY_STATE_CLOSE: {
        const id = peer.QueryStateClose.deserializeBinary(payload).getId();
        run.iterators.delete(id);
        return page(run, id);
      }
      default:
        throw new Error(`a peer that cannot ${NAMES.get(type) ?? String(type)}`);
    }
  }

  #get(key: string): Uint8Array {
    return Buffer.from(this.state.get(key) ?? '');
  }

  #range(run: OpenRun, range: peer.GetStateByRange): Uint8Array {
    const [start, end] = [range.getStartkey(), range.getEndkey()];
    const found = [...this.state].filter(([key]) => key >= start && key < end).sort(([a], [b]) => (a < b ? -1 : 1));
    const id = String(run.asked.length);
    run.iterators.set(id, found);
    return page(run, id);
  }

  #send(type: number, payload: Uint8Array = new Uint8Array(), txId = ''): void {
    this.#stream.write(this.#message(type, payload, txId));
  }

  #message(type: number, payload: Uint8Array, txId: string): Message {
    const message = new ChaincodeMessage();
    message.setType(type as never);
    message.setPayload(payload);
    message.setTxid(txId);
    message.setChannelId(CHANNEL);
    return message;
  }
}

/** Two results a page, so that a walk of three asks for the next one. */
function page(run: OpenRun, id: string): Uint8Array {
  const rest = run.iterators.get(id) ?? [];
  const response = new peer.QueryResponse();
  response.setId(id);
  for (const [key, value] of rest.splice(0, 2)) {
    const kv = new ledger.queryresult.KV();
    kv.setNamespace('suyuan');
    kv.setKey(key);
    kv.setValue(Buffer.from(value));
    const bytes = new peer.QueryResultBytes();
    bytes.setResultbytes(kv.serializeBinary());
    response.addResults(bytes);
  }
  response.setHasMore(rest.length > 0);
  return response.serializeBinary();
}

function proposal(creator: Uint8Array, txId: string, input: peer.ChaincodeInput): peer.SignedProposal {
  const timestamp = { seconds: Math.floor(Date.now() / 1000), nanos: 0 };
  const kind = { type: HEADER_TYPE.ENDORSER_TRANSACTION, version: 0, epoch: 0, extension: Buffer.alloc(0) };
  const header = new common.Header();
  header.setChannelHeader(writeChannelHeader({ ...kind, timestamp, channel: CHANNEL, txId }));
  header.setSignatureHeader(writeSignatureHeader(creator, randomBytes(24)));
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(input.serializeBinary());
  const inner = new peer.Proposal();
  inner.setHeader(header.serializeBinary());
  inner.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(inner.serializeBinary());
  return signed;
}
