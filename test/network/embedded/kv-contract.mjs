import fabric from 'fabric-contract-api';

/** The least contract that shows what a ledger does. Also loaded by ledger processes, so it is no TypeScript. */
class KeyValue extends fabric.Contract {
  constructor() {
    super('kv');
  }

  async put(context, key, value) {
    await context.stub.putState(key, Buffer.from(value));
    return '';
  }

  async get(context, key) {
    return (await context.stub.getState(key)).toString();
  }

  async remove(context, key) {
    await context.stub.deleteState(key);
    return '';
  }

  /** Reads, then writes: two at once cannot both win. */
  async add(context, key, by) {
    const sum = Number((await context.stub.getState(key)).toString() || '0') + Number(by);
    await context.stub.putState(key, Buffer.from(String(sum)));
    return String(sum);
  }

  /** Writes one key that must not be there yet, and counts in another. */
  async create(context, key, value) {
    if ((await context.stub.getState(key)).length > 0) throw new Error(`EXISTS ${key}`);
    await context.stub.putState(key, Buffer.from(value));
    return '';
  }

  /** Reads and writes in one round each. */
  async many(context, json) {
    const entries = Object.entries(JSON.parse(json));
    const found = await context.stub.getMany(entries.map(([key]) => key));
    await context.stub.putMany(entries.map(([key, value]) => [key, Buffer.from(value)]));
    return JSON.stringify(found.map((value) => value?.toString() ?? null));
  }

  /** Takes a large argument and writes a small value. */
  async large(context, key, argument) {
    await context.stub.putState(key, Buffer.from(String(argument.length)));
    return '';
  }

  async bulk(context, key, size) {
    await context.stub.putState(key, Buffer.alloc(Number(size), 'x'));
    return '';
  }

  async range(context, start, end, into) {
    let keys = '';
    for await (const { key } of context.stub.getStateByRange(start, end)) keys += `${key} `;
    if (into) await context.stub.putState(into, Buffer.from(keys || '-'));
    return keys;
  }

  async composite(context, type, attribute, value) {
    await context.stub.putState(context.stub.createCompositeKey(type, [attribute]), Buffer.from(value));
    let found = '';
    for await (const { value: one } of context.stub.getStateByPartialCompositeKey(type, [])) found += `${one} `;
    return found;
  }

  async announce(context, name, payload) {
    context.stub.setEvent(name, Buffer.from(payload));
    await context.stub.putState(name, Buffer.from(payload));
    return '';
  }

  /** What the contract sees of the call. */
  async call(context) {
    const { stub, clientIdentity } = context;
    const transient = Object.fromEntries([...stub.getTransient()].map(([key, value]) => [key, value.toString()]));
    return JSON.stringify({
      txId: stub.getTxID(),
      channel: stub.getChannelID(),
      mspid: clientIdentity.getMSPID(),
      seconds: stub.getTxTimestamp().seconds.toString(),
      transient,
    });
  }

  async fail(_context, message) {
    throw new Error(message);
  }

  /** Of the thread that it runs in. */
  async end() {
    process.exit(3);
  }

  async emptyKey(context) {
    await context.stub.putState('', Buffer.from('x'));
  }

  async nullKey(context) {
    await context.stub.putState('\0x', Buffer.from('x'));
  }

  async own(context, key) {
    await context.stub.putState(key, Buffer.from('mine'));
    return (await context.stub.getState(key)).toString();
  }
}

export const contracts = [KeyValue];
