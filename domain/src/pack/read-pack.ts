import { TraceError } from '../error/trace-error.js';
import { Shape } from '../json/shape.js';
import { isObject, type Json } from '../json/json.js';
import { readNames, readRoles } from '../registry/participant-act.js';
import type { Role } from '../state/records.js';
import { STEPS, type CategoryPack, type CertificateRequirement, type Step, type StepRule } from './pack.js';

const SEMVER = /^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})$/;

/** A category pack from outside (pack.ts): every member known, every reference inside it good. */
export function readPack(value: Json): CategoryPack {
  const shape = Shape.of(value);
  const id = shape.text('id', 40);
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    throw new TraceError('FIELD_VALUE', { path: 'id', value: id, allowed: 'a-z 0-9 -' });
  const version = shape.text('version', 20);
  if (!SEMVER.test(version)) throw new TraceError('FIELD_VALUE', { path: 'version', value: version, allowed: '1.2.3' });
  const pack: CategoryPack = {
    id,
    version,
    tier: shape.word('tier', ['key', 'encouraged']),
    names: readNames(shape.shape('names')),
    inForce: shape.text('inForce', 10),
    sources: shape.texts('sources', 50),
    granularity: shape.word('granularity', ['lot']),
    units: shape.texts('units', 50),
    certificates: readCertificates(shape),
    steps: readSteps(shape),
    stopOnFailure: readFlag(shape, 'stopOnFailure'),
    maxAge: shape.integer('maxAge'),
    late: shape.integer('late'),
  };
  shape.done();
  for (const [step, rule] of Object.entries(pack.steps)) {
    for (const { type } of rule.certificates ?? []) {
      if (!Object.hasOwn(pack.certificates, type)) {
        const allowed = Object.keys(pack.certificates);
        throw new TraceError('FIELD_VALUE', { path: `steps.${step}.certificates`, value: type, allowed });
      }
    }
  }
  return pack;
}

/** Whether `a` is above `b`, as semantic versions go. Both are well formed. */
export function isAbove(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function readFlag(shape: Shape, name: string): boolean {
  const value = shape.take(name);
  if (typeof value !== 'boolean') throw new TraceError('FIELD_TYPE', { path: shape.at(name), expected: 'true, false' });
  return value;
}

function readCertificates(shape: Shape): CategoryPack['certificates'] {
  const all = shape.shape('certificates');
  const types: Record<string, { names: CategoryPack['names']; issuers: readonly Role[] }> = {};
  for (const type of Object.keys(all.object)) {
    const rule = all.shape(type);
    types[type] = { names: readNames(rule.shape('names')), issuers: readRoles(rule, 'issuers') };
    rule.done();
  }
  return types;
}

function readSteps(shape: Shape): CategoryPack['steps'] {
  const all = shape.shape('steps');
  const steps: Partial<Record<Step, StepRule>> = {};
  for (const step of STEPS) if (all.has(step)) steps[step] = readStep(all.shape(step));
  all.done();
  return steps;
}

function readStep(shape: Shape): StepRule {
  const rule = {
    roles: readRoles(shape, 'roles'),
    ...(shape.has('to') ? { to: readRoles(shape, 'to') } : undefined),
    ...(shape.has('fields') ? { fields: shape.texts('fields', 50) } : undefined),
    ...(shape.has('certificates') ? { certificates: readRequirements(shape) } : undefined),
  };
  shape.done();
  return rule;
}

function readRequirements(shape: Shape): readonly CertificateRequirement[] {
  return shape.list('certificates', 20).map((item, i) => {
    const requirement = Shape.of(isObject(item) ? item : undefined, shape.at(`certificates[${i}]`));
    const type = requirement.text('type', 40);
    const issuer = requirement.text('issuer', 40);
    const [role] = issuer === 'maker' ? [] : readRoles(new Shape({ issuer: [issuer] }, requirement.path), 'issuer');
    requirement.done();
    return { type, issuer: role ?? 'maker' };
  });
}
