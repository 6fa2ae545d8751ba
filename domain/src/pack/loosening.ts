import { TraceError } from '../error/trace-error.js';
import type { Code } from '../error/codes.js';
import {
  certificateType,
  CONSERVED,
  type CategoryPack,
  type PackExtension,
  type SensorLimit,
  type StepExtension,
  type StepRule,
  type Yield,
} from './pack.js';
import { checkReferences } from './read-pack.js';

/**
 * All in which a local extension asks less than its national pack: none is allowed, each has its code, with the path and
 * both values. What is merely nonsensical (a reference to nothing) is PACK_INCONSISTENT.
 */
export function loosenings(extension: PackExtension, national: CategoryPack): readonly TraceError[] {
  const found: TraceError[] = [];
  const report = (code: Code, path: string, is: Value, local: Value): void => {
    found.push(new TraceError(code, { path, national: show(is), local: show(local) }));
  };
  for (const unit of extension.units ?? []) {
    if (!national.units.includes(unit)) report('LOOSENS_UNITS', 'units', national.units, unit);
  }
  for (const type of Object.keys(extension.certificates ?? {})) {
    const issuers = certificateType(national, type)?.issuers;
    if (issuers !== undefined) report('LOOSENS_CERTIFICATE', `certificates.${type}`, issuers, 'redefined');
  }
  if (extension.stopOnFailure === false && national.stopOnFailure)
    report('LOOSENS_STOP', 'stopOnFailure', 'true', 'false');
  longer('LOOSENS_MAX_AGE', 'maxAge', national.maxAge, extension.maxAge, report);
  longer('LOOSENS_DEADLINE', 'late', national.late, extension.late, report);
  if (extension.retention !== undefined) {
    const { days, afterExpiry = 0 } = extension.retention;
    longer('LOOSENS_RETENTION', 'retention.days', days, national.retention.days, report, true);
    longer(
      'LOOSENS_RETENTION',
      'retention.afterExpiry',
      afterExpiry,
      national.retention.afterExpiry ?? 0,
      report,
      true,
    );
  }
  const defined = {
    certificates: { ...national.certificates, ...extension.certificates },
    licences: { ...national.licences, ...extension.licences },
    states: national.states ?? {},
  };
  for (const [step, rule] of Object.entries(extension.steps ?? {})) {
    const base = national.steps[step as keyof CategoryPack['steps']];
    if (base === undefined) {
      report('LOOSENS_STEP', `steps.${step}`, Object.keys(national.steps), step);
      continue;
    }
    try {
      checkReferences(rule, `steps.${step}`, defined);
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      found.push(error);
    }
    checkStep(rule, base, national, `steps.${step}`, report);
  }
  return found;
}

type Value = string | number | readonly string[];
type Report = (code: Code, path: string, national: Value, local: Value) => void;

function checkStep(rule: StepExtension, base: StepRule, national: CategoryPack, path: string, report: Report): void {
  within('LOOSENS_ROLES', `${path}.roles`, base.roles, rule.roles, report);
  const to = base.to ?? (path === 'steps.shipping' ? national.steps.receiving?.roles : undefined);
  if (to !== undefined) within('LOOSENS_RECIPIENTS', `${path}.to`, to, rule.to, report);
  if (base.from !== undefined) within('LOOSENS_STATE', `${path}.from`, base.from, rule.from, report);
  for (const { name, as } of rule.fields ?? []) {
    // Two rules for one field could tell it two disclosure levels.
    const isKnown = base.fields?.some((field) => field.name === name) === true;
    if (isKnown || as !== undefined) report('LOOSENS_FIELD', `${path}.fields`, isKnown ? name : '–', as ?? name);
  }
  longer('LOOSENS_DEADLINE', `${path}.deadline`, base.deadline ?? national.late, rule.deadline, report);
  longer('LOOSENS_SIGNATURES', `${path}.signatures`, rule.signatures, base.signatures ?? 1, report, true);
  if (rule.yield !== undefined) checkYield(rule.yield, base.yield ?? CONSERVED, `${path}.yield`, report);
  for (const limit of rule.sensors ?? [])
    checkSensor(limit, base.sensors ?? [], `${path}.sensors.${limit.type}`, report);
}

function checkYield(rule: Yield, base: Yield, path: string, report: Report): void {
  longer('LOOSENS_YIELD', `${path}.most`, base.most, rule.most, report);
  longer('LOOSENS_YIELD', `${path}.least`, rule.least, base.least, report, true);
  for (const { from, to, most } of rule.across ?? []) {
    const national = base.across?.find((pair) => pair.from === from && pair.to === to)?.most ?? 0;
    longer('LOOSENS_YIELD', `${path}.across.${to}/${from}`, national, most, report);
  }
}

/** A limit of the same quantity in the same unit can only be narrower. */
function checkSensor(limit: SensorLimit, limits: readonly SensorLimit[], path: string, report: Report): void {
  for (const { type, uom, least, most } of limits) {
    if (type !== limit.type || uom !== limit.uom) continue;
    if (most !== undefined && limit.most !== undefined && limit.most > most)
      report('LOOSENS_SENSOR', path, most, limit.most);
    if (least !== undefined && limit.least !== undefined && limit.least < least)
      report('LOOSENS_SENSOR', path, least, limit.least);
  }
}

function within(
  code: Code,
  path: string,
  all: readonly string[],
  some: readonly string[] | undefined,
  report: Report,
): void {
  for (const each of some ?? []) if (!all.includes(each)) report(code, path, all, each);
}

/** Reports where `value` is above `bound`; `swapped` where it is the national one that would be. */
function longer(
  code: Code,
  path: string,
  bound: number | undefined,
  value: number | undefined,
  report: Report,
  swapped = false,
): void {
  if (bound === undefined || value === undefined || value <= bound) return;
  if (swapped) report(code, path, value, bound);
  else report(code, path, bound, value);
}

function show(value: Value): string {
  return Array.isArray(value) ? value.join(' ') : String(value);
}
