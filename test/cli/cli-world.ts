import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { traceContract } from '@suyuan/chaincode';
import { entryText } from '@suyuan/client';
import { readKeyFile } from '@suyuan/client/node';
import type { CategoryPack, DocumentResult, JsonObject } from '@suyuan/domain';
import { startEmbedded, type Embedded } from '@suyuan/embedded';
import { AwaitedLedger, connectLedger, readConnection, startGateway, type RunningGateway } from '@suyuan/gateway';
import { expect } from 'chai';
import { Suyuan } from './suyuan.js';

interface Sent {
  readonly results: readonly DocumentResult[];
}

/** A ledger and a gateway of its own, and the program in a folder with a key and its proof for each party: `<name>.json`, `<name>.proof`. */
export class CliWorld {
  private constructor(
    readonly cli: Suyuan,
    readonly embedded: Embedded,
    readonly gateway: RunningGateway,
  ) {}

  /** `parties`: credit codes by name; `regulator` is the ledger's first. */
  static async start(parties: Readonly<Record<string, string> & { regulator: string }>): Promise<CliWorld> {
    const cli = await Suyuan.make();
    for (const [name, id] of Object.entries(parties)) {
      const made = await cli.run(['keys', 'new', '--participant', id, '--out', `${name}.json`]);
      expect(made.code, made.err).to.equal(0);
      await cli.run(['keys', 'proof', `${name}.json`, '--out', `${name}.proof`]);
    }
    const regulator = (await readKeyFile(cli.path('regulator.json'))).kid.split(':')[1] ?? '';
    let genesis = '';
    const data = cli.path('data');
    const embedded = await startEmbedded({
      data: join(data, 'ledger'),
      contracts: [traceContract(() => ({ regulator, genesis }))],
      onGenesis: (hash) => (genesis = hash),
    });
    const file = join(data, 'ledger', 'connection.json');
    const gateway = await startGateway({
      data,
      ledger: (parts) => new AwaitedLedger(async () => connectLedger({ ...(await readConnection(file)), ...parts })),
    });
    for (let tries = 100; tries > 0; tries--) {
      if ((await fetch(`${gateway.url}/health/ready`)).ok) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return new CliWorld(cli, embedded, gateway);
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await this.embedded.stop();
    await this.cli.remove();
  }

  env(key?: string): Record<string, string> {
    return {
      SUYUAN_GATEWAY: this.gateway.url,
      SUYUAN_ATTEMPTS: '10',
      ...(key === undefined ? undefined : { SUYUAN_KEY: `${key}.json` }),
    };
  }

  run(key: string | undefined, ...args: string[]): ReturnType<Suyuan['run']> {
    return this.cli.run(args, this.env(key));
  }

  /** Runs what must be accepted; answers the document's id. */
  async good(key: string, ...args: string[]): Promise<string> {
    const { code, data } = await this.cli.json(args, this.env(key));
    expect(code, JSON.stringify(data)).to.equal(0);
    return (data as Sent).results[0]?.id ?? '';
  }

  /** Runs what must be refused; answers the codes. */
  async bad(key: string, ...args: string[]): Promise<string[]> {
    const { code, data } = await this.cli.json(args, this.env(key));
    expect(code, JSON.stringify(data)).to.equal(1);
    return (data as Sent).results.flatMap(({ errors = [] }) => errors.map((error) => error.code));
  }

  /** The regulator registers a party under its name here. */
  register(name: string, role: string, ...more: string[]): Promise<string> {
    const who = ['--proof', `${name}.proof`, '--name', name, '--role', role, '--division', '370686'];
    return this.good('regulator', 'participants', 'register', ...who, ...more);
  }

  async publish(pack: CategoryPack): Promise<void> {
    await writeFile(this.cli.path('pack.json'), JSON.stringify(pack));
    await this.good('regulator', 'category', 'publish', 'pack.json');
  }

  /** Writes an event into a file of that name; answers it. */
  async event(name: string, value: JsonObject): Promise<string> {
    await writeFile(this.cli.path(name), entryText(value));
    return name;
  }
}
