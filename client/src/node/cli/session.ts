import { existsSync } from 'node:fs';
import { isCode, explain, TraceError, type Code, type Facts, type LedgerAnswer, type Language } from '@suyuan/domain';
import { GatewayClient } from '../../gateway/gateway-client.js';
import type { Signer } from '../../keys/signer.js';
import { readText } from '../files.js';
import { fileSigner, readKeyFile } from '../key-file.js';
import { PinFile } from './pins.js';
import { fill, wordsOf, type Words } from './words/index.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly gateway?: string;
  readonly key?: string;
  readonly pin?: string;
  readonly json?: boolean;
}

/** What a command found or did: `data` for programs, `lines` for people. */
export interface Report {
  readonly ok: boolean;
  readonly data: unknown;
  readonly lines: readonly string[];
}

/** One run of the program: its settings, and what they lead to. */
export class Session {
  readonly words: Words;
  readonly pins: PinFile;
  readonly gatewayUrl: string;
  readonly keyPath: string | undefined;
  /** Said before the report, to people only. */
  readonly notes: string[] = [];

  constructor(
    readonly language: Language,
    readonly options: GlobalOptions,
    readonly env: NodeJS.ProcessEnv,
  ) {
    this.words = wordsOf(language);
    this.pins = new PinFile(env);
    this.gatewayUrl = options.gateway ?? env['SUYUAN_GATEWAY'] ?? 'http://127.0.0.1:8080';
    this.keyPath = options.key ?? env['SUYUAN_KEY'];
  }

  /** Throws USAGE where no key was named, and what readKeyFile throws. */
  async signer(): Promise<Signer> {
    if (this.keyPath === undefined) throw new TraceError('USAGE', { reason: '--key FILE (SUYUAN_KEY)' });
    return fileSigner(await readKeyFile(this.keyPath));
  }

  gateway(signer?: Signer, url = this.gatewayUrl): GatewayClient {
    if (!URL.canParse(url)) throw new TraceError('USAGE', { reason: `--gateway ${url}` });
    const retries = { attempts: Number(this.env['SUYUAN_ATTEMPTS']) || 4 };
    return new GatewayClient(url, {
      language: this.language,
      retries,
      ...(signer === undefined ? undefined : { signer }),
    });
  }

  /** The root key to verify up to: given, or remembered from the first use of this gateway. */
  async pin(client: GatewayClient, ledger: LedgerAnswer): Promise<string> {
    const given = this.options.pin ?? this.env['SUYUAN_PIN'];
    if (given !== undefined) return given;
    const { regulator, fresh } = await this.pins.trust(client.origin, ledger);
    if (fresh) this.note('firstPin', { gateway: client.origin, pin: regulator, file: this.pins.path });
    return regulator;
  }

  say(key: keyof Words['say'], values: Readonly<Record<string, unknown>> = {}): string {
    return fill(this.words.say[key], values);
  }

  note(key: keyof Words['say'], values: Readonly<Record<string, unknown>>): void {
    this.notes.push(this.say(key, values));
  }

  status(word: string): string {
    return this.words.status[word] ?? word;
  }

  /** A newer gateway may use codes that this program does not know: then its own sentence serves. */
  explain(code: Code, facts: Facts, otherwise: string = code): string {
    return isCode(code) ? explain(code, facts, this.language) : otherwise;
  }

  /** An argument that is a text, or names a file with it. */
  async textOrFile(argument: string): Promise<string> {
    return (existsSync(argument) ? await readText(argument) : argument).trim();
  }
}
