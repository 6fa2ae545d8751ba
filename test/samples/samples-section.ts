import type { CategoryPack } from '@suyuan/domain';
import type { Attempt, Chain, SampleStep } from '@suyuan/scripts';
import { ruleOf, stepsOf } from './rule-of.js';

/** Of docs/categories.md: the chain that is accepted, and what is refused, by which rule, from which source. */
export function samplesSection(pack: CategoryPack, chain: Chain | undefined): string {
  if (chain === undefined) return '';
  const { id, title, steps, attempts } = chain;
  const rows = attempts.map((attempt) => {
    const rule = ruleOf(attempt, pack);
    const from = rule?.sources.map((each) => `[${each}](#${id}-${each})`).join(', ');
    const told = rule?.zh ?? '账本通则 ([custody](custody.md), [errors](errors.md))';
    return `| ${cell(attempt.says)} | \`${attempt.code}\` | ${stepNames(attempt)} | ${cell(told)} | ${from ?? ''} |`;
  });
  return `
**Sample** [${title.zh} / ${title.en ?? ''}](../samples/${id}/chain.json): ${steps.length} documents accepted in this order, [${attempts.length} attempts](../samples/${id}/refused.json) refused.

${steps.map((step, i) => `${i + 1}. ${step.says}（${stepNames(step)}）`).join('\n')}

| refused attempt | code | step | rule | source |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function stepNames(step: SampleStep | Attempt): string {
  const steps = [...new Set(stepsOf(step))];
  return steps.length === 0 ? step.kind : steps.join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
