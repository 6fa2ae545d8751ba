import type { CheckId, Verdict } from '@suyuan/client';

/** Codes found, by the check that failed. */
export function failed({ checks }: Verdict): Partial<Record<CheckId, string[]>> {
  const bad = checks.filter(({ ok }) => !ok);
  return Object.fromEntries(bad.map(({ id, details }) => [id, details.map(({ code }) => code)]));
}
