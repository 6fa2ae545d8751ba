import { varints, Writer } from '@suyuan/block';

/** Any node of a configuration may be changed by the group's own administrators. */
const MOD_POLICY = 'Admins';

export type Rule = 'ANY' | 'ALL' | 'MAJORITY';
const RULES: readonly Rule[] = ['ANY', 'ALL', 'MAJORITY'];

/** `msp.MSPRole.MSPRoleType`. */
const PRINCIPALS = { MEMBER: 0, ADMIN: 1, CLIENT: 2, PEER: 3, ORDERER: 4 } as const;

/** `common.ConfigGroup`, by parts. */
export interface GroupParts {
  readonly groups?: Readonly<Record<string, Writer>>;
  readonly values?: Readonly<Record<string, Writer>>;
  readonly policies?: Readonly<Record<string, Writer>>;
}

export function configGroup(parts: GroupParts, modPolicy = MOD_POLICY): Writer {
  const group = new Writer();
  const map = (field: number, of: Readonly<Record<string, Writer>> = {}) => {
    for (const [name, content] of Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))) {
      group.element(field, new Writer().string(1, name).element(2, content));
    }
  };
  map(2, parts.groups);
  map(3, parts.values);
  map(4, parts.policies);
  return group.string(5, modPolicy);
}

export function configValue(content: Writer): Writer {
  return new Writer().bytes(2, content.finish()).string(3, MOD_POLICY);
}

function configPolicy(type: number, content: Writer): Writer {
  return new Writer().element(2, new Writer().uint(1, type).element(2, content)).string(3, MOD_POLICY);
}

/** As many of the groups below as the rule says fulfil their policy of this name. */
export function implicitMeta(rule: Rule, policy: string): Writer {
  return configPolicy(3, new Writer().string(1, policy).uint(2, RULES.indexOf(rule)));
}

/** One signature of a member in this role. */
export function signedBy(mspid: string, role: keyof typeof PRINCIPALS): Writer {
  const principal = new Writer().string(1, mspid).uint(2, PRINCIPALS[role]);
  // `signed_by` is one of two, so its zero is written out: it says which of the two there is.
  const first = new Writer().raw(varints(8, 0));
  const rule = new Writer().element(2, new Writer().uint(1, 1).element(2, first));
  return configPolicy(1, new Writer().element(2, rule).element(3, new Writer().element(2, principal)));
}

/** `common.Capabilities`: what every node of the channel must be able to. */
export function capabilities(...names: readonly string[]): Writer {
  const content = new Writer();
  for (const name of names) content.element(1, new Writer().string(1, name).element(2, new Writer()));
  return configValue(content);
}
