import { parseCode } from '../identifier/parse-code.js';
import type { EffectiveField, EffectivePack } from '../pack/compose.js';

/** The rule for the field with a lot's approval number; undefined where the category takes none. */
export function approvalField({ registeredProducts, steps }: EffectivePack): EffectiveField | undefined {
  if (registeredProducts === undefined) return undefined;
  const fields = [steps.commissioning, steps.transforming].flatMap((rule) => rule?.fields ?? []);
  return fields.find(({ name }) => name === registeredProducts.approval);
}

/** One number, one text, however it is written. Throws what parseCode throws. */
export function canonicalApproval({ form }: EffectiveField, text: string): string {
  return form?.is === 'identifier' ? parseCode(form.scheme, text, { path: 'approval' }).value : text;
}
