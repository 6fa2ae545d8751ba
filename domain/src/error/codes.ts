import { CAPTURE_CODES } from './codes/capture.js';
import { CLIENT_CODES } from './codes/client.js';
import { EPCIS_CODES } from './codes/epcis.js';
import { FORMAT_CODES } from './codes/format.js';
import { GATEWAY_CODES } from './codes/gateway.js';
import { GOODS_CODES } from './codes/goods.js';
import { IDENTIFIER_CODES } from './codes/identifier.js';
import { PACK_CODES } from './codes/pack.js';
import { REGISTER_CODES } from './codes/registers.js';
import { REGISTRY_CODES } from './codes/registry.js';
import { UNIT_CODES } from './codes/unit.js';

/** How a code is told: the HTTP status of a lone problem, and a sentence that says what to do, `{fact}`s filled in. */
export interface CodeText {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/** Every code of the product: contracts, gateway, client and pages speak with these alone (docs/errors.md). */
export const CODES = {
  ...FORMAT_CODES,
  ...EPCIS_CODES,
  ...IDENTIFIER_CODES,
  ...REGISTRY_CODES,
  ...REGISTER_CODES,
  ...PACK_CODES,
  ...CAPTURE_CODES,
  ...UNIT_CODES,
  ...GOODS_CODES,
  ...GATEWAY_CODES,
  ...CLIENT_CODES,
} as const satisfies Readonly<Record<string, CodeText>>;

export type Code = keyof typeof CODES;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
