import fabric from 'fabric-contract-api';
import type { Context } from 'fabric-contract-api';
import type { StateAccess } from '@suyuan/chaincode';
import { serveContracts, settingsFromEnvironment } from '@suyuan/chaincode/server';

/** Every way in which a contract uses its state. */
class Shelf extends fabric.Contract {
  constructor() {
    super('shelf');
  }

  /** Sets what is said, then tells what it sees of it: nothing yet. */
  async put({ stub }: Context, key: string, value: string): Promise<string> {
    await stub.putState(key, Buffer.from(value));
    return Buffer.from(await stub.getState(key)).toString();
  }

  async many({ stub }: Context, wanted: string): Promise<string> {
    const access = stub as unknown as StateAccess;
    const values = await access.getMany(JSON.parse(wanted) as string[]);
    return JSON.stringify(values.map((value) => (value ? Buffer.from(value).toString() : null)));
  }

  async fill({ stub }: Context, count: string): Promise<string> {
    const access = stub as unknown as StateAccess;
    const entries = Array.from({ length: Number(count) }, (_, i) => [`k${i}`, Buffer.from(`v${i}`)] as const);
    await access.putMany(entries);
    return '';
  }

  async range({ stub }: Context, start: string, end: string): Promise<string> {
    const found: string[] = [];
    for await (const { key, value } of stub.getStateByRange(start, end)) {
      found.push(`${key}=${Buffer.from(value).toString()}`);
    }
    return found.join(' ');
  }

  fail(): Promise<string> {
    return Promise.reject(new Error('{"code":"REFUSED"}'));
  }
}

const onError = (text: string) => console.error(text);
await serveContracts({ ...settingsFromEnvironment(process.env), contracts: [Shelf], version: '1', onError });
console.log(JSON.stringify({ event: 'listening' }));
process.on('SIGTERM', () => process.exit(0));
