import { Command, CommanderError } from 'commander';
import { TraceError, type Code } from '@suyuan/domain';
import { GatewayProblem } from '../../gateway/problem.js';
import { addCategory } from './commands/category.js';
import { addCertificate } from './commands/certificate.js';
import { addCorrect } from './commands/correct.js';
import { addExplain } from './commands/explain.js';
import { addFilings } from './commands/filings.js';
import { addItem } from './commands/item.js';
import { addKeys } from './commands/keys.js';
import { addLicence } from './commands/licence.js';
import { addParticipants } from './commands/participants.js';
import { addProduct } from './commands/product.js';
import { addQuota } from './commands/quota.js';
import { addSend } from './commands/send.js';
import { addSign } from './commands/sign.js';
import { addStatus } from './commands/status.js';
import { addStock } from './commands/stock.js';
import type { Runner } from './leaf.js';
import { reportResults } from './render-result.js';
import type { Report, Session } from './session.js';
import { chooseLanguage, wordsOf } from './words/index.js';

/** How a run ended, for scripts. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const;

const VERSION = '0.1.0';

/** Runs `suyuan <args>`; resolves to the exit code. Never throws for what a user can cause. */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  // `suyuan item … | head`: whoever read has enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const language = chooseLanguage(args, env);
  let code: number = EXIT.done;
  const done: Runner['done'] = async (session, run) => {
    code = await finish(session, run);
  };
  try {
    await program({ language, env, done }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what is wrong; help and version end this way too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}

function program(runner: Runner): Command {
  const words = wordsOf(runner.language);
  const { help, titles } = words;
  const command = new Command('suyuan')
    .description(words.about)
    .version(VERSION, '--version', help.version)
    .helpOption('-h, --help', help.help)
    .helpCommand(false)
    .option('--gateway <url>', help.gateway)
    .option('--key <file>', help.key)
    .option('--pin <thumbprint>', help.pin)
    .option('--lang <lang>', help.lang)
    .option('--json', help.json)
    .addHelpText('after', `\n${words.exits}`)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles[title] ?? title })
    .showHelpAfterError(runner.language === 'zh' ? '（加 --help 查看用法）' : '(add --help for usage)')
    .exitOverride();
  for (const add of [
    addStatus,
    addKeys,
    addParticipants,
    addLicence,
    addProduct,
    addQuota,
    addCertificate,
    addCategory,
    addSign,
    addSend,
    addCorrect,
    addItem,
    addStock,
    addFilings,
    addExplain,
  ]) {
    add(command, runner, { words });
  }
  return command;
}

async function finish(session: Session, run: Promise<Report>): Promise<number> {
  try {
    const report = await run;
    print(session, report);
    return report.ok ? EXIT.done : EXIT.refused;
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    printError(session, error);
    return exitOf(error.code);
  }
}

function print(session: Session, { data, lines }: Report): void {
  if (session.options.json === true) {
    process.stdout.write(`${JSON.stringify(data)}\n`);
    return;
  }
  for (const note of session.notes) process.stderr.write(`${note}\n`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

function printError(session: Session, error: TraceError): void {
  const { code, facts, entry } = error;
  const message = session.explain(code, facts, error instanceof GatewayProblem ? error.detail : code);
  if (session.options.json === true) {
    process.stdout.write(`${JSON.stringify({ error: { code, facts, entry, message } })}\n`);
    return;
  }
  for (const note of session.notes) process.stderr.write(`${note}\n`);
  const at = entry === undefined ? '' : `${session.say('entry', { index: entry })}: `;
  process.stderr.write(`${session.say('error')}: ${at}${message} [${code}]\n`);
  const results = error instanceof GatewayProblem ? (error.results ?? []) : [];
  for (const line of reportResults(session, [], results).lines) process.stderr.write(`${line}\n`);
}

const USAGE: ReadonlySet<Code> = new Set<Code>([
  'USAGE',
  'FILE_UNREADABLE',
  'FILE_EXISTS',
  'FILE_UNWRITABLE',
  'KEY_FILE_INVALID',
  'KEY_FILE_OPEN',
  'KEY_BACKUP_INVALID',
  'KEY_BACKUP_LOCKED',
  'PASSPHRASE_SHORT',
  'SIGNER_MISSING',
]);
const UNREACHABLE: ReadonlySet<Code> = new Set<Code>([
  'GATEWAY_UNREACHABLE',
  'GATEWAY_ANSWER',
  'LEDGER_UNAVAILABLE',
  'LEDGER_BEHIND',
  'OUTCOME_UNKNOWN',
  'SHUTTING_DOWN',
  'PROPOSAL_REFUSED',
  'RATE_LIMITED',
  'CONFLICT',
]);

function exitOf(code: Code): number {
  if (USAGE.has(code)) return EXIT.usage;
  return UNREACHABLE.has(code) ? EXIT.unreachable : EXIT.refused;
}
