import type { Hash } from '../bytes.js';
import { parseProof, type KeyProof } from '../document/proof.js';
import { TraceError } from '../error/trace-error.js';
import { isDigits } from '../identifier/characters.js';
import { parseCreditCode } from '../identifier/credit-code.js';
import { parseGln } from '../identifier/gs1-code.js';
import { Shape } from '../json/shape.js';
import type { Json } from '../json/json.js';
import { ROLES, type Names, type Role } from '../state/records.js';

/** ParticipantEntry (entries.ts), read. */
export type ParticipantAct =
  | {
      readonly kind: 'participant';
      readonly action: 'register';
      readonly id: string;
      readonly name: Names;
      readonly roles: readonly Role[];
      readonly division: string;
      readonly address?: string;
      readonly glns: readonly string[];
      readonly prefixes: readonly string[];
      readonly categories?: readonly string[];
      readonly proof: KeyProof;
      readonly label?: string;
    }
  | { readonly kind: 'participant'; readonly action: 'suspend' | 'readmit'; readonly id: string };

export function readParticipantAct(value: Json, hash: Hash): ParticipantAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['register', 'suspend', 'readmit']);
  const id = parseCreditCode(shape.text('id'));
  if (action !== 'register') {
    shape.text('reason', 1000);
    shape.done();
    return { kind: 'participant', action, id };
  }
  const name = readNames(shape.shape('name'));
  const roles = readRoles(shape, 'roles');
  const division = shape.text('division');
  if (division.length !== 6 || !isDigits(division)) {
    throw new TraceError('FIELD_VALUE', { path: 'division', value: division, allowed: 'GB/T 2260' });
  }
  const address = shape.optionalText('address');
  const glns = (shape.has('glns') ? shape.texts('glns', 50) : []).map(parseGln);
  const prefixes = shape.has('prefixes') ? shape.texts('prefixes', 20) : [];
  for (const prefix of prefixes) {
    if (prefix.length < PREFIX_DIGITS.least || prefix.length > PREFIX_DIGITS.most || !isDigits(prefix)) {
      throw new TraceError('IDENTIFIER_INVALID', { scheme: 'GS1 company prefix', value: prefix });
    }
  }
  const categories = shape.has('categories') ? readCategories(shape, 'categories') : undefined;
  const proof = parseProof(shape.text('proof', 2000), hash);
  const label = shape.optionalText('label', 80);
  shape.done();
  if (proof.participant !== id) throw new TraceError('PROOF_INVALID', { participant: proof.participant, expected: id });
  return {
    kind: 'participant',
    action,
    id,
    name,
    roles,
    division,
    ...(address === undefined ? undefined : { address }),
    glns,
    prefixes,
    ...(categories === undefined ? undefined : { categories }),
    proof,
    ...(label === undefined ? undefined : { label }),
  };
}

/** GS1 General Specifications §1.4.4: company prefixes have four to twelve digits. */
export const PREFIX_DIGITS: Readonly<Record<'least' | 'most', number>> = { least: 4, most: 12 };

export function readNames(shape: Shape): Names {
  const zh = shape.text('zh');
  const en = shape.optionalText('en');
  shape.done();
  return en === undefined ? { zh } : { zh, en };
}

export function readRoles(shape: Shape, name: string): readonly Role[] {
  const roles = shape.texts(name, ROLES.length).map((text) => {
    const role = ROLES.find((candidate) => candidate === text);
    if (role === undefined) throw new TraceError('FIELD_VALUE', { path: shape.at(name), value: text, allowed: ROLES });
    return role;
  });
  if (roles.length === 0) throw new TraceError('FIELD_MISSING', { path: shape.at(name) });
  return roles;
}

/** One or more ids of categories, as packs have them; each once. */
export function readCategories(shape: Shape, name: string): readonly string[] {
  const categories = shape.texts(name, 50);
  for (const value of categories) {
    if (/^[a-z][a-z0-9_-]{0,39}$/.test(value)) continue;
    throw new TraceError('FIELD_VALUE', { path: shape.at(name), value: value.slice(0, 80), allowed: 'a-z 0-9 _ -' });
  }
  if (categories.length === 0) throw new TraceError('FIELD_MISSING', { path: shape.at(name) });
  return [...new Set(categories)];
}
