import { Command } from 'commander';
import type { Language } from '@suyuan/domain';
import { Session, type GlobalOptions, type Report } from './session.js';

/** Values of a command's own options, as commander gives them. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What running a command comes to; `main` prints it. */
export type Task = (session: Session, args: readonly string[], values: Values) => Promise<Report>;

export interface Runner {
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** Takes the outcome of the one command that was run. */
  readonly done: (session: Session, run: Promise<Report>) => Promise<void>;
}

/** A command that does something: `usage` is its name and arguments, `options` flag → help. */
export function leaf(
  parent: Command,
  runner: Runner,
  usage: string,
  help: string,
  options: Readonly<Record<string, string>>,
  task: Task,
): Command {
  const command = parent.command(usage).description(help);
  for (const [flags, text] of Object.entries(options)) {
    if (flags.endsWith('!')) command.requiredOption(flags.slice(0, -1), text);
    else command.option(flags, text);
  }
  return command.action(async (...given: unknown[]) => {
    const self = given.pop() as Command;
    const values = given.pop() as Values;
    const session = new Session(runner.language, self.optsWithGlobals<GlobalOptions>(), runner.env);
    const args = given.flat().filter((arg): arg is string => typeof arg === 'string');
    await runner.done(session, task(session, args, values));
  });
}

/** One text option. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may be given several times. */
export function texts(values: Values, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
}
