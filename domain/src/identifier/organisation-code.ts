import { TraceError } from '../error/trace-error.js';
import { creditCodeCheck, parseCreditCode } from './credit-code.js';
import type { ParseOptions, Reading, Warning } from './code.js';
import { fits, invalid } from './form.js';
import { partyUrn } from './suyuan-urn.js';

/** GB 11714-1997, W(i) */
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The check character of an organisation code's first eight: 11 − Σ value × weight mod 11, of which 10 is X and 11 is 0. */
export function organisationCheck(first8: string): string {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i++) sum += valueOf(first8.charCodeAt(i)) * (WEIGHTS[i] ?? 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Organisation code (组织机构代码, GB 11714), `12345678-X` or without the hyphen. Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function readOrganisationCode(text: string): Reading {
  const value = text.charAt(8) === '-' ? text.slice(0, 8) + text.slice(9) : text;
  if (!fits(value, '&&&&&&&&&') || text.length - value.length > 1) {
    invalid('organisation-code', text, '8 digits or capital letters and a check character');
  }
  const expected = organisationCheck(value);
  if (value.charAt(8) !== expected) throw new TraceError('CHECK_DIGIT', { value: text, expected });
  return { value };
}

/**
 * Unified social credit code (GB 32100). Its 9th to 17th characters are an organisation code, whose own check character is
 * only warned of: registries have issued others. Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function readCreditCode(text: string, { creditCodes }: ParseOptions): Reading {
  const value = parseCreditCode(text, creditCodes);
  const organisation = value.slice(8, 17);
  const warnings: Warning[] = [];
  if (value.charAt(17) !== creditCodeCheck(value)) warnings.push(doubt(value, creditCodeCheck(value)));
  else if (organisation.charAt(8) !== organisationCheck(organisation)) {
    warnings.push(doubt(organisation, organisationCheck(organisation)));
  }
  return { value, uri: partyUrn(value), parts: { division: value.slice(2, 8), organisation }, warnings };
}

function doubt(value: string, expected: string): Warning {
  return { code: 'CHECK_DIGIT_DOUBTFUL', facts: { value, expected } };
}

/** A digit's value, or 10 to 35 of A to Z. */
function valueOf(code: number): number {
  return code >= 0x41 ? code - 0x37 : code - 0x30;
}
