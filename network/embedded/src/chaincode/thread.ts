import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import { pack, unpack, type Answer, type FromThread, type Run, type ToThread, type Wish } from './messages.js';
import { RemoteState } from './remote-state.js';
import { ContractRunner, type ContractClass } from './runner.js';

/** A thread of contracts: `workerData` is the module that exports `contracts` and, if it likes, `version`. */
const { contracts = [], version } = (await import(workerData as string)) as {
  readonly contracts?: readonly ContractClass[];
  readonly version?: string;
};
const port = parentPort as MessagePort;
const tell = (message: FromThread, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, moved);
const runner = new ContractRunner(contracts, (text) => tell({ kind: 'log', text }), version);
const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
let asked = 0;

function ask(run: number, wish: Wish): Promise<Answer> {
  return new Promise((resolve, reject) => {
    waiting.set(++asked, { resolve, reject });
    tell({ kind: 'question', run, ask: asked, wish });
  });
}

async function run(task: Run): Promise<void> {
  const { run, channel, namespace, txId, timestamp, mspid } = task;
  const [cert = Buffer.alloc(0), ...parts] = unpack(task.packed).map((part) => part ?? Buffer.alloc(0));
  const transient = new Map(task.transient.map((name, i) => [name, parts[i] ?? Buffer.alloc(0)]));
  const args = parts.slice(task.transient.length);
  const state = new RemoteState(namespace, (wish) => ask(run, wish));
  const context = { channel, txId, timestamp, creator: { mspid, cert }, args, transient };
  const { response, event } = await runner.run(context, state);
  const packed = pack([response.payload, event?.payload, ...state.writes.values()]);
  const { status, message } = response;
  const ended = { response: { status, message }, walks: state.walks, keys: [...state.writes.keys()], packed };
  tell({ kind: 'done', run, ...ended, ...(event && { event: event.name }) }, [packed.bytes.buffer]);
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'run') {
    run(message).catch((error: unknown) => {
      tell({ kind: 'failed', run: message.run, message: error instanceof Error ? error.message : 'failed' });
    });
    return;
  }
  const asker = waiting.get(message.ask);
  waiting.delete(message.ask);
  if (message.kind === 'answer') asker?.resolve(message);
  else asker?.reject(new Error(message.message));
});
tell({ kind: 'ready', contracts: contracts.length, version: runner.version });
