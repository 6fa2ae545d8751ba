import { parseCreditCode, type QuotaEntry } from '@suyuan/domain';

/** Value of an entry of kind `quota`: so much of a substance, in equivalents, for a period; in all, whatever was granted before. */
export function quota(grant: Omit<QuotaEntry, 'action'>): QuotaEntry {
  return { action: 'grant', ...grant, participant: parseCreditCode(grant.participant) };
}
