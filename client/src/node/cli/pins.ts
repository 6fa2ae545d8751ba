import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isObject, parseJson, TraceError, type LedgerAnswer } from '@suyuan/domain';
import { readText, writeOver } from '../files.js';

/** A root regulator key that was trusted on first use. */
export interface Pin {
  readonly regulator: string;
  readonly aud: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export type Pins = Readonly<Record<string, Pin>>;

/** `pins.json` in the user's configuration folder: nothing secret, by gateway origin. */
export class PinFile {
  readonly path: string;

  constructor(env: NodeJS.ProcessEnv) {
    const home = env['SUYUAN_CONFIG'] ?? env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? join(homedir(), '.config');
    this.path = env['SUYUAN_CONFIG'] === undefined ? join(home, 'suyuan', 'pins.json') : join(home, 'pins.json');
  }

  async read(): Promise<Pins> {
    if (!existsSync(this.path)) return {};
    const pins = parseJson(await readText(this.path));
    if (!isObject(pins)) throw new TraceError('FILE_UNREADABLE', { file: this.path, reason: 'JSON' });
    return pins as unknown as Pins;
  }

  /**
   * The root key to trust at this gateway: the one first seen there. `fresh` where this is the first time.
   * Throws PIN_CHANGED where the gateway now names another, NOT_BOOTSTRAPPED where it names none.
   */
  async trust(gateway: string, ledger: LedgerAnswer): Promise<{ readonly regulator: string; readonly fresh: boolean }> {
    const pins = await this.read();
    const known = pins[gateway];
    if (known === undefined) {
      if (ledger.regulator === undefined) throw new TraceError('NOT_BOOTSTRAPPED');
      const since = `${new Date().toISOString().slice(0, 19)}Z`;
      await this.#write({ ...pins, [gateway]: { regulator: ledger.regulator, aud: ledger.aud, since } });
      return { regulator: ledger.regulator, fresh: true };
    }
    if (known.regulator !== ledger.regulator) {
      throw new TraceError('PIN_CHANGED', { gateway, expected: known.regulator, root: ledger.regulator ?? '–' });
    }
    return { regulator: known.regulator, fresh: false };
  }

  /** Whether there was one. */
  async forget(gateway: string): Promise<boolean> {
    const { [gateway]: gone, ...rest } = await this.read();
    if (gone !== undefined) await this.#write(rest);
    return gone !== undefined;
  }

  async #write(pins: Pins): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true }).catch(() => undefined);
    await writeOver(
      this.path,
      `${JSON.stringify(pins, null, 2)}
`,
    );
  }
}
