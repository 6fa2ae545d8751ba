import { TraceError } from '../error/trace-error.js';
import { excerpt, isDigits, isOf } from './characters.js';
import { requireGs1CheckDigit } from './check-digit.js';

/**
 * GTIN-8, -12, -13 or -14 → GTIN-14 (GS1 General Specifications §3.3.2: filled with zeros from the left, which leaves
 * the check digit as it is). Throws IDENTIFIER_INVALID, CHECK_DIGIT.
 */
export function parseGtin(text: string): string {
  const length = text.length;
  if ((length !== 14 && length !== 13 && length !== 12 && length !== 8) || !isDigits(text)) invalid('GTIN', text);
  requireGs1CheckDigit(text);
  return length === 14 ? text : text.padStart(14, '0');
}

/** Global Location Number, 13 digits: a place (AI 414) or a party (AI 417). Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function parseGln(text: string): string {
  return digits('GLN', 13, text);
}

/** Serial Shipping Container Code, 18 digits (AI 00). Throws IDENTIFIER_INVALID, CHECK_DIGIT. */
export function parseSscc(text: string): string {
  return digits('SSCC', 18, text);
}

/** Batch or lot number, AI 10: 1 to 20 characters of set 82 (GS1 General Specifications §3.4.1). */
export function parseLot(text: string): string {
  return isOf('82', text, 20) ? text : invalid('lot', text);
}

/** Serial number, AI 21: 1 to 20 characters of set 82 (GS1 General Specifications §3.5.2). */
export function parseSerial(text: string): string {
  return isOf('82', text, 20) ? text : invalid('serial number', text);
}

function digits(scheme: string, length: number, text: string): string {
  if (text.length !== length || !isDigits(text)) invalid(scheme, text);
  requireGs1CheckDigit(text);
  return text;
}

function invalid(scheme: string, text: string): never {
  throw new TraceError('IDENTIFIER_INVALID', { value: excerpt(text), scheme });
}
