import type { Command } from 'commander';
import { stringify } from '@suyuan/domain';
import { retirement, withdrawalOf } from '../../../acts/registry.js';
import { readText } from '../../files.js';
import { leaf, text, type Runner } from '../leaf.js';
import type { Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';

/** What a regulator does to the catalogue. A file stands in its entry byte for byte. */
export function addCategory(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const command = program.command('category').description(help.category);
  leaf(command, runner, 'publish <file>', help.categoryPublish, {}, async (own, [file = '']) =>
    signAndSend(own, 'category', [`{"action":"publish","pack":${await readText(file)}}`]),
  );
  const replaces = { '--replaces <version>!': help.replaces };
  leaf(command, runner, 'amend <file>', help.categoryAmend, replaces, async (own, [file = ''], values) => {
    const version = stringify(text(values, 'replaces') ?? '');
    return signAndSend(own, 'category', [`{"action":"amend","replaces":${version},"pack":${await readText(file)}}`]);
  });
  const reason = { '--reason <text>!': help.reason };
  const from = { ...reason, '--from <day>': help.from };
  leaf(command, runner, 'retire <id>', help.categoryRetire, from, (own, [id = ''], values) =>
    signAndSend(own, 'category', [retirement(id, text(values, 'reason') ?? '', text(values, 'from'))]),
  );
  leaf(command, runner, 'extend <file>', help.categoryExtend, {}, async (own, [file = '']) =>
    signAndSend(own, 'category', [`{"action":"extend","extension":${await readText(file)}}`]),
  );
  const place = { ...reason, '--category <id>!': help.categoryId, '--division <digits>!': help.division };
  leaf(command, runner, 'withdraw <extension>', help.categoryWithdraw, place, (own, [id = ''], values) => {
    const named = { id, extends: text(values, 'category') ?? '', division: text(values, 'division') ?? '' };
    return signAndSend(own, 'category', [withdrawalOf(named, text(values, 'reason') ?? '')]);
  });
}
