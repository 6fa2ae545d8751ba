import type { Command } from 'commander';
import type { ProductEntry } from '@suyuan/domain';
import { product, productChange, productDelegation } from '../../../acts/registers.js';
import { leaf, text, texts, type Runner, type Values } from '../leaf.js';
import { inLanguage } from '../render-verdict.js';
import type { Report, Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';
import { table } from '../table.js';

/** Products: entered by their makers or by regulators, shown to all. */
export function addProduct(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const command = program.command('product').description(help.productCommand);
  const options = {
    '--name <zh>!': help.name,
    '--name-en <en>': help.nameEn,
    '--category <id>!': help.categoryId,
    '--specification <text>': help.specification,
    '--maker <uscc>': help.maker,
    '--approval <text>': help.approval,
  };
  leaf(command, runner, 'register <gtin>', help.productRegister, options, (own, [gtin = ''], values) =>
    signAndSend(own, 'product', [fromOptions(gtin, values)]),
  );
  leaf(
    command,
    runner,
    'delegate <gtin>',
    help.productDelegate,
    { '--to <uscc...>': help.delegate },
    (own, [gtin = ''], values) => signAndSend(own, 'product', [productDelegation(gtin, texts(values, 'to'))]),
  );
  const changes = { withdraw: help.productWithdraw, restore: help.productRestore };
  for (const action of ['withdraw', 'restore'] as const) {
    leaf(
      command,
      runner,
      `${action} <gtin>`,
      changes[action],
      { '--reason <text>!': help.reason },
      (own, [gtin = ''], values) =>
        signAndSend(own, 'product', [productChange(action, gtin, text(values, 'reason') ?? '')]),
    );
  }
  leaf(command, runner, 'show <gtin>', help.productShow, {}, show);
}

function fromOptions(gtin: string, values: Values): ProductEntry {
  const [english, specification] = [text(values, 'nameEn'), text(values, 'specification')];
  const [maker, approval] = [text(values, 'maker'), text(values, 'approval')];
  return product({
    gtin,
    name: { zh: text(values, 'name') ?? '', ...(english === undefined ? undefined : { en: english }) },
    category: text(values, 'category') ?? '',
    ...(specification === undefined ? undefined : { specification }),
    ...(maker === undefined ? undefined : { maker }),
    ...(approval === undefined ? undefined : { approval }),
  });
}

async function show(session: Session, [gtin = '']: readonly string[]): Promise<Report> {
  const answer = await session.gateway().product(gtin);
  const { name, category, maker, approval = '', status, delegates } = answer.product;
  const words = session.words.table;
  const row = [
    answer.product.gtin,
    session.status(status),
    category,
    [maker, ...delegates].join(', '),
    approval,
    inLanguage(session, name),
  ];
  const headings = ['GTIN', words.status, words.categories, words.participant, words.number, words.name];
  return { ok: true, data: answer, lines: table(headings, [row]) };
}
