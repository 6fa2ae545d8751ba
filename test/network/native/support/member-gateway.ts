import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatewayClient } from '@suyuan/client';
import { TraceError, type DocumentResult, type SignedDocument } from '@suyuan/domain';
import { Supervisor } from '@suyuan/embedded';
import type { Outcome } from '@suyuan/gateway';

interface Listening {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
}

const MAIN = fileURLToPath(new URL('./main.js', import.meta.resolve('@suyuan/gateway')));
/** Errors in a document's answer that are not the document's: it may be sent again. */
const PASSING: readonly string[] = [
  'LEDGER_UNAVAILABLE',
  'LEDGER_BEHIND',
  'OUTCOME_UNKNOWN',
  'CONFLICT',
  'SHUTTING_DOWN',
];
/** Milliseconds until a request is given up: longer than the gateway's own patience. */
const TIMEOUT = 30_000;

/** An organisation's gateway as `npm start` runs it: a process of its own that is raised again, used over HTTP. */
export class MemberGateway {
  readonly client: GatewayClient;
  /** The same, with the patience of members' software: it sends again what met a fault that passes. */
  readonly patient: { submit(document: SignedDocument): Promise<Outcome> };
  readonly #supervisor: Supervisor<Listening>;

  private constructor(
    readonly organisation: string,
    readonly url: string,
    supervisor: Supervisor<Listening>,
    readonly folder: string,
  ) {
    // Whoever tests what is told wants to be told of every attempt.
    this.client = new GatewayClient(url, { retries: { attempts: 1, timeout: TIMEOUT } });
    const patient = new GatewayClient(url);
    this.patient = { submit: (document) => this.#send(patient, document) };
    this.#supervisor = supervisor;
  }

  static async start(organisation: string, connection: string): Promise<MemberGateway> {
    const folder = await mkdtemp(join(tmpdir(), `suyuan-${organisation}-`));
    const args = ['--connection', connection, '--log-level', 'fatal'];
    const supervisor = new Supervisor<Listening>({ data: folder, main: MAIN, args, stderr: 'ignore' });
    const { url } = await supervisor.start();
    return new MemberGateway(organisation, url, supervisor, folder);
  }

  /** As `Ledger.submit`, but over HTTP: throws what the gateway told, or that it is out of reach. */
  submit(document: SignedDocument): Promise<Outcome> {
    return this.#send(this.client, document);
  }

  /** Blocks in its index; 0 while it is out of reach. */
  async height(): Promise<number> {
    const answer = await this.client.ledger().catch((error: unknown) => {
      if (error instanceof TraceError) return { height: 0 };
      throw error;
    });
    return answer.height;
  }

  /** SIGKILL; resolves when it listens again. */
  async kill(): Promise<void> {
    const { listening } = this.#supervisor;
    if (listening === undefined) throw new Error(`${this.organisation}'s gateway does not run`);
    const up = once(this.#supervisor, 'listening');
    process.kill(listening.pid, 'SIGKILL');
    await up;
  }

  async #send(client: GatewayClient, document: SignedDocument): Promise<Outcome> {
    const { results } = await client.send([document]);
    const [result] = results;
    if (result === undefined) throw new Error(`${this.organisation}'s gateway answered nothing`);
    return outcomeOf(result);
  }

  async stop(): Promise<void> {
    await this.#supervisor.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function outcomeOf({ status, record, errors = [] }: DocumentResult): Outcome {
  const passing = errors.find(({ code }) => PASSING.includes(code));
  if (passing !== undefined) throw new TraceError(passing.code, passing.facts);
  if (status === 'refused') return { status, errors };
  // Accepted, and not in the gateway's index yet when it answered: its place is not told.
  if (status !== 'accepted' || record === undefined) return { status: 'existing' };
  return { status: 'committed', txId: record.txId, block: record.block };
}
