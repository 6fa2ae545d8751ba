import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));

/** A gateway's first line on standard output. */
export interface GatewayLine {
  readonly event: string;
  readonly url?: string;
  readonly port?: number;
  readonly code?: string;
  readonly developmentKeysExposed?: boolean;
}

/** A gateway in a process of its own. */
export class GatewayProcess {
  readonly #child: ChildProcess;
  /** Its log so far. */
  log = '';

  private constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log += text;
    });
  }

  static async start(...args: string[]): Promise<{ gateway: GatewayProcess; line: GatewayLine }> {
    const gateway = new GatewayProcess(args);
    const { stdout } = gateway.#child;
    if (stdout === null) throw new Error('no output');
    const [text] = (await once(createInterface({ input: stdout }), 'line')) as [string];
    return { gateway, line: JSON.parse(text) as GatewayLine };
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill();
    await ended;
  }
}
