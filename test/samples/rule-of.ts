import { stepOfEvent, type CategoryPack, type Json, type JsonObject, type Step, type StepRule } from '@suyuan/domain';
import type { Attempt, SampleStep } from '@suyuan/scripts';

/** The steps that a document's events are; none of documents of other kinds. */
export function stepsOf({ kind, entries }: SampleStep): readonly Step[] {
  if (kind !== 'events') return [];
  const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  return entries.flatMap((entry) => {
    const { type, action, bizStep, disposition } = entry as Readonly<Record<string, Json>>;
    const step = stepOfEvent(
      text(type) as Parameters<typeof stepOfEvent>[0],
      text(action) as Parameters<typeof stepOfEvent>[1],
      text(bizStep),
      text(disposition),
    );
    return step === undefined ? [] : [step];
  });
}

/** What of a pack refuses an attempt, in words, and the ids of its sources. */
export interface AppliedRule {
  readonly zh: string;
  readonly sources: readonly string[];
}

/** The rule of the category by which an attempt is refused; undefined where it is the ledger's own, whatever the category. */
export function ruleOf(attempt: Attempt, pack: CategoryPack): AppliedRule | undefined {
  const [step] = stepsOf(attempt);
  const rule = step === undefined ? undefined : pack.steps[step];
  const { code } = attempt;
  if (code.startsWith('PRODUCT_')) {
    return { zh: '只许已登记的产品，批准文号与登记一致', sources: pack.registeredProducts?.sources ?? [] };
  }
  if (code === 'CERTIFICATE_FAILED' || code === 'LINEAGE_STOPPED') {
    return { zh: '检验不合格的货物及其制成品停止流通', sources: stopSources(pack, rule) };
  }
  if (rule === undefined) return ofCertificates(attempt, pack);
  return (
    ofConditions(code, rule) ?? ofParties(code, rule, pack) ?? ofFields(attempt, rule) ?? ofGoods(code, rule, pack)
  );
}

/** Who may issue a certificate. */
function ofCertificates({ code, kind, entries }: Attempt, pack: CategoryPack): AppliedRule | undefined {
  const type = entries[0]?.['type'];
  if (kind !== 'certificate' || typeof type !== 'string' || !['NOT_ENTITLED', 'NOT_ACCREDITED'].includes(code)) {
    return undefined;
  }
  const names = pack.certificates[type]?.names.zh ?? type;
  const asked = Object.values(pack.steps).flatMap((rule) =>
    (rule.certificates ?? []).map((each) => [each, rule] as const),
  );
  const sources = asked.flatMap(([each, rule]) => (each.type === type ? (each.sources ?? rule.sources ?? []) : []));
  return { zh: `${names}由有权者出具`, sources: [...new Set(sources)] };
}

function ofConditions(code: string, { conditions = [], inputs, sources = [] }: StepRule): AppliedRule | undefined {
  const all = [...conditions, ...(inputs?.conditions ?? [])];
  const found = all.filter((each) => (each.code ?? 'CONDITION_UNMET') === code);
  if (found.length === 0) return undefined;
  const from = found.flatMap((each) => each.sources ?? sources);
  return { zh: found.map(({ names }) => names.zh).join('；'), sources: [...new Set(from)] };
}

function ofParties(code: string, rule: StepRule, pack: CategoryPack): AppliedRule | undefined {
  const { certificates = [], licences = [], sources = [] } = rule;
  if (code === 'NOT_ENTITLED') return { zh: '只许规定的主体办理', sources };
  if (code.startsWith('LICENCE_')) {
    const names = licences.map(({ type }) => pack.licences?.[type]?.names.zh ?? type);
    return {
      zh: `须持有效的${[...new Set(names)].join('、')}`,
      sources: [...new Set(licences.flatMap((each) => each.sources ?? sources))],
    };
  }
  if (code.startsWith('CERTIFICATE_') && certificates.length > 0) {
    const names = certificates.map(({ type }) => pack.certificates[type]?.names.zh ?? type);
    return {
      zh: `须附有效的${[...new Set(names)].join('、')}`,
      sources: [...new Set(certificates.flatMap((each) => each.sources ?? sources))],
    };
  }
  return undefined;
}

const OF_FIELDS = ['FIELD_', 'IDENTIFIER_', 'CHECK_DIGIT', 'SCHEME_WRONG', 'PATIENT_COMMITMENT'];

/** The field that the attempt gets wrong: the one that it has without a value, or not as its model had it. */
function ofFields({ code, entries, change }: Attempt, rule: StepRule): AppliedRule | undefined {
  if (!OF_FIELDS.some((start) => code.startsWith(start))) return undefined;
  const [entry] = entries;
  const changed = new Set([...Object.keys(change ?? {}), ...Object.keys((change?.['ilmd'] ?? {}) as JsonObject)]);
  const isWrong = (name: string): boolean =>
    change === undefined
      ? entry?.[name] === undefined
      : changed.has(name.startsWith('bizTransaction.') ? 'bizTransactionList' : name);
  const field =
    rule.fields?.find(({ name }) => isWrong(name)) ?? rule.fields?.find(({ name }) => name === 'suyuan:patient');
  if (field === undefined) return undefined;
  return { zh: `${field.names.zh}（${field.name}）`, sources: field.sources ?? rule.sources ?? [] };
}

function ofGoods(code: string, rule: StepRule, pack: CategoryPack): AppliedRule | undefined {
  const { sources = [] } = rule;
  if (code.startsWith('YIELD_')) return { zh: '产出与投入之比在规定范围内', sources: rule.yield?.sources ?? sources };
  if (code === 'STATE_REFUSED') return { zh: '只在规定的状态下办理', sources };
  if (code === 'UNIT_MISMATCH') return { zh: `计量单位：${pack.units.join('、')}`, sources };
  if (code === 'STATUS_UNCHANGED') return { zh: '须多方签署', sources };
  if (code === 'SENSOR_EXCURSION') return { zh: '温湿度等不超限', sources: rule.sensors?.[0]?.sources ?? sources };
  if (code === 'UNIT_DISPENSED' || code === 'UNIT_EXISTS' || code === 'UNIT_ENDED')
    return { zh: '一物一码，只用一次', sources };
  return undefined;
}

/** Where it says that what fails may not be traded: with the step itself. */
function stopSources({ steps }: CategoryPack, rule: StepRule | undefined): readonly string[] {
  return rule?.sources ?? steps.shipping?.sources ?? [];
}
