import { gs1CheckDigit } from '@suyuan/domain';
import { lotPath } from './world.js';

/** Codes under the grower's prefix. */
export const GTIN = lotPath('x').slice(3, 17);

export function unit(serial: string): string {
  return `01/${GTIN}/21/${serial}`;
}

export function sscc(number: number): string {
  const head = `0690123456${String(number).padStart(7, '0')}`;
  return `00/${head}${gs1CheckDigit(head)}`;
}
