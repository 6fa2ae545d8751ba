import {
  stepNames,
  STEPS,
  type CategoryPack,
  type Condition,
  type ItemRules,
  type LicenceRequirement,
  type Operand,
  type StepRule,
  type Test,
} from '@suyuan/domain';
import type { Chain } from '@suyuan/scripts';
import { samplesSection } from '../../samples/samples-section.js';

const HEAD = `# Categories: what the ledger asks of each step, and why

One table a category, and its sample chain with what must be refused, made from the packs in \`domain/packs/\` and the files in \`samples/\`: \`UPDATE_DOCS=1 npx mocha test/domain/pack/catalogue.test.ts\`. A
regulator puts a pack in force, and may amend it; what is in force on a ledger its \`/api/v1/categories\` says. 

☐ behind a source: nobody has compared it with the promulgated text yet. The number of the article, or its wording, may be wrong; the
rule is enforced as the pack has it all the same. Whoever puts such a pack in force compares these first, and takes the mark (\`check\`)
out in a version of its own. A rule of which every source is marked rests on nothing else. The column "sources (to compare)" counts them.

Steps stand in EPCIS as \`bizStep\` (with type and action) says; those of \`urn:suyuan:bizstep:\` have no word in CBV 2.0.

`;

/** docs/categories.md, before it is laid out. */
export function categoriesPage(
  packs: readonly CategoryPack[],
  enforced: readonly string[],
  chains: ReadonlyMap<string, Chain>,
): string {
  const sorted = [...packs].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (
    HEAD +
    overview(sorted, enforced, chains) +
    sorted.map((pack) => section(pack, enforced) + samplesSection(pack, chains.get(pack.id))).join('\n')
  );
}

function overview(
  packs: readonly CategoryPack[],
  enforced: readonly string[],
  chains: ReadonlyMap<string, Chain>,
): string {
  const rows = packs.map(({ id, names, tier, version, granularity, steps, sources }) => {
    const all = Object.keys(steps);
    const now = all.filter((step) => enforced.includes(step)).length;
    const open = sources.filter(({ check }) => check === true).length;
    const chain = chains.get(id);
    const sample = chain === undefined ? '–' : `${chain.steps.length} accepted, ${chain.attempts.length} refused`;
    return `| [\`${id}\`](#${id}) | ${names.zh} ${names.en ?? ''} | ${tier === 'key' ? '重点 key' : '鼓励 encouraged'} | ${version} | ${granularity} | ${all.length} (${now}) | ${sources.length} (${open}) | ${sample} |`;
  });
  return `| id | category | tier | version | traced by | steps (with custody rules now) | sources (to compare) | sample chain |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n\n`;
}

function section(pack: CategoryPack, enforced: readonly string[]): string {
  const { id, names, units, stopOnFailure, retention, sources } = pack;
  const open = new Set(sources.filter(({ check }) => check === true).map((each) => each.id));
  const steps = Object.entries(pack.steps) as [keyof typeof STEPS, StepRule][];
  const rows = steps.flatMap(([step, rule]) => {
    const { type, bizStep, ...form } = STEPS[step];
    const said = stepNames(step);
    const action = 'action' in form ? ` ${form.action}` : '';
    const disposition = 'disposition' in form ? `, ${form.disposition}` : '';
    const mark = enforced.includes(step) ? '' : ' ◇';
    const label = `**${said.zh}** ${step}${mark}<br>${type}${action} \`${bizStep}\`${disposition}`;
    return rulesOf(rule, pack).map(([text, named], i) => {
      const from = named ?? rule.sources ?? [];
      const links = from.map((each) => `[${each}](#${id}-${each})${open.has(each) ? ' ☐' : ''}`);
      return `| ${i === 0 ? label : ''} | ${cell(text)} | ${links.join(', ')} |`;
    });
  });
  const laws = sources.map(
    ({ id: source, zh, en, check }) =>
      `- <a id="${id}-${source}"></a>\`${source}\`${check === true ? ' ☐' : ''} ${zh}${en === undefined ? '' : ` / ${en}`}`,
  );
  const kept = `${retention.days} days${retention.afterExpiry === undefined ? '' : `, and ${retention.afterExpiry} days after expiry`}`;
  return `## ${id}

${names.zh} ${names.en ?? ''}. Units: ${units.join(', ')}. ${stopOnFailure ? 'A failed certificate stops trade. ' : ''}Events may be ${
    pack.maxAge / 86_400
  } days old, and are late after ${pack.late / 86_400}. Records are kept ${kept}.${others(pack)} ◇: the pack has the rule, custody has no code for the step yet and refuses it by name.

| step | rule | source |
| --- | --- | --- |
${rows.join('\n')}

${laws.join('\n')}
`;
}

function others({ filings = [], balance, registeredProducts }: CategoryPack): string {
  const filed = filings.map(
    ({ names, period, dueDay }) =>
      ` Filed each ${period}, by day ${dueDay} of the next: ${names.zh} ${names.en ?? ''}.`,
  );
  const books = balance === undefined ? [] : [` Balanced by \`${balance.substance}\` each ${balance.period}.`];
  const products =
    registeredProducts === undefined
      ? []
      : [` Registered products alone, by the number in \`${registeredProducts.approval}\`.`];
  return [...filed, ...books, ...products].join('');
}

type Row = readonly [text: string, sources?: readonly string[] | undefined];

function rulesOf(rule: StepRule, pack: CategoryPack): readonly Row[] {
  const { roles, to, fields = [], inputs = {}, sensors = [] } = rule;
  const limits =
    rule.yield === undefined ? [] : [[`yield ${rule.yield.least / 1e6} to ${rule.yield.most / 1e6}`] as Row];
  return [
    [`by ${roles.join(', ')}${to === undefined ? '' : `; to ${to.join(', ')}`}${states(rule)}${more(rule)}`],
    ...fields.map(({ name, names, form, optional, disclosure, sources }): Row => {
      const shape = form === undefined ? '' : form.is === 'identifier' ? `, ${form.scheme}` : `, ${form.is}`;
      return [`field \`${name}\` ${names.zh}${shape}${optional === true ? ', optional' : ''} (${disclosure})`, sources];
    }),
    ...itemRules(rule, pack),
    ...itemRules(inputs, pack).map(([text, sources]): Row => [`of what goes in: ${text}`, sources]),
    ...limits,
    ...sensors.map(({ type, uom, least, most, sources }): Row => {
      return [
        `${type} ${least === undefined ? '' : `from ${least / 1000} `}${most === undefined ? '' : `to ${most / 1000} `}${uom}`,
        sources,
      ];
    }),
  ];
}

function itemRules({ certificates = [], licences = [], conditions = [] }: ItemRules, pack: CategoryPack): Row[] {
  return [
    ...certificates.map(({ type, issuer, maxAge, result, sources }): Row => {
      const names = pack.certificates[type]?.names.zh ?? type;
      const age = maxAge === undefined ? '' : `, at most ${maxAge} days old`;
      return [`certificate \`${type}\` ${names} by ${issuer}${age}${result === 'any' ? ', any result' : ''}`, sources];
    }),
    ...licences.map((each): Row => [licence(each, pack), each.sources]),
    ...conditions.map((each): Row => [condition(each), each.sources]),
  ];
}

function licence({ type, of, for: only, scope, includes, unless }: LicenceRequirement, pack: CategoryPack): string {
  const who = `${of === 'to' ? 'recipient' : 'signer'}${only === undefined ? '' : ` (${only.join(', ')})`}`;
  const { names, scheme } = pack.licences?.[type] ?? {};
  return [
    `licence \`${type}\` ${names?.zh ?? ''}${scheme === undefined ? '' : ` (${scheme})`} of the ${who}`,
    ...(scope === undefined ? [] : [`for \`${scope}\``]),
    ...(includes === undefined ? [] : [`with the scope \`${includes}\``]),
    ...(unless === undefined ? [] : [`unless ${unless.map(test).join(' and ')}`]),
  ].join(', ');
}

function states({ from, state }: StepRule): string {
  if (from === undefined && state === undefined) return '';
  return `; ${from?.join(', ') ?? 'any'} → ${state ?? 'unchanged'}`;
}

function more({ signatures = 1, deadline }: StepRule): string {
  const signed = signatures > 1 ? `; ${signatures} signatures` : '';
  return signed + (deadline === undefined ? '' : `; reported within ${deadline / 86_400} days`);
}

function condition({ names, when = [], any, code = 'CONDITION_UNMET' }: Condition): string {
  const guard = when.length === 0 ? '' : `where ${when.map(test).join(' and ')}: `;
  return `${names.zh}: ${guard}${any.map(test).join(' or ')} → \`${code}\``;
}

function test(each: Test): string {
  if ('values' in each) return `\`${each.fact}\` ${each.is} ${each.values.join(', ')}`;
  return `\`${each.fact}\` ${each.is}${'than' in each ? ` ${operand(each.than)}` : ''}`;
}

function operand(than: Operand): string {
  if (typeof than !== 'object') return String(than);
  return `\`${than.fact}\`${than.plus === undefined ? '' : ` + ${than.plus / 86_400} d`}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
