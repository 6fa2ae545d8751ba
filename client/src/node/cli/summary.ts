import { isObject, JsonNumber, type Json } from '@suyuan/domain';

/** The members of an entry's value that say most, on one line. */
export function summary(value: Json): string {
  if (!isObject(value)) return '?';
  const names = ['type', 'action', 'bizStep', 'disposition', 'eventTime', 'id', 'number', 'result', 'version'];
  const parts = names.map((name) => value[name]).filter((part): part is string => typeof part === 'string');
  const quantities = Array.isArray(value['quantityList']) ? (value['quantityList'] as readonly Json[]) : [];
  const lines = quantities.filter(isObject).map(({ epcClass, quantity, uom }) => {
    const amount = quantity instanceof JsonNumber ? quantity.text : '?';
    return `${typeof epcClass === 'string' ? epcClass : '?'} × ${amount} ${typeof uom === 'string' ? uom : ''}`.trim();
  });
  return [...parts, ...lines].join('  ');
}
