import type { CategoryPack, FieldRule, StepRule } from '@suyuan/domain';
import { PACKS } from './packs.js';

/**
 * A pack of the catalogue as it is, but for what other suites are about: licences and products (their registers'), single units
 * (its goods are lots, whatever they are counted by), and forms of identifiers, so that a field can be filled without knowing
 * each scheme.
 */
export function plainPack(id: string, change: (pack: CategoryPack) => CategoryPack = (pack) => pack): CategoryPack {
  const pack = PACKS.find((each) => each.id === id);
  if (pack === undefined) throw new Error(id);
  const steps = Object.fromEntries(
    Object.entries(pack.steps).map(([step, rule]): [string, StepRule] => {
      const { licences: _, inputs, ...rest } = rule;
      const { licences: __, ...asked } = inputs ?? {};
      return [
        step,
        {
          ...rest,
          ...(inputs === undefined ? undefined : { inputs: asked }),
          ...(rule.fields === undefined ? undefined : { fields: rule.fields.map(plainField) }),
        },
      ];
    }),
  );
  const { registeredProducts: _, ...rest } = pack;
  return change({ ...rest, steps, granularity: 'lot' });
}

function plainField(field: FieldRule): FieldRule {
  const { form, ...rest } = field;
  return form === undefined || form.is === 'identifier' || form.is === 'text' ? rest : field;
}
