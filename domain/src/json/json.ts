/** A number as it was written: nothing is rounded before a rule has seen it. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

export type Json = null | boolean | string | number | JsonNumber | readonly Json[] | JsonObject;

/** Objects read from outside have no prototype: `__proto__` and `constructor` are names like any other. */
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
