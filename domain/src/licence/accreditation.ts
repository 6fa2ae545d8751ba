import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { certificateType } from '../pack/pack.js';
import { packOf } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import { lapseNow } from './validity.js';
import type { LicenceAct } from './licence-act.js';

/** The type of licence by which a laboratory may issue certificates; its scopes are their types. */
export const ACCREDITATION = 'accreditation';

/** Of a laboratory, for types of certificates that laboratories issue in each of the categories. Answers its number. */
export function requireAccreditable(
  { number, categories, scopes }: LicenceAct & { action: 'grant' },
  holder: ParticipantRecord,
  scene: Scene,
): string {
  if (!holder.roles.includes('laboratory')) {
    throw new TraceError('NOT_ENTITLED', { participant: holder.id, step: ACCREDITATION, roles: ['laboratory'] });
  }
  if (scopes.length === 0) throw new TraceError('FIELD_MISSING', { path: 'scopes' });
  const known = categories.map((category) => packOf(category, holder, scene));
  for (const scope of scopes) {
    const isIssued = known.some((pack) => certificateType(pack, scope)?.issuers.includes('laboratory') === true);
    if (isIssued) continue;
    const types = new Set(known.flatMap(({ certificates }) => Object.keys(certificates)));
    throw new TraceError('FIELD_VALUE', { path: 'scopes', value: scope, allowed: [...types] });
  }
  return number;
}

/** Whether the signer is accredited, now, for certificates of a type in a category. */
export function isAccredited(type: string, category: string, { state, signer, context }: Scene): boolean {
  const { licences } = state.get(keys.licence(signer.id, ACCREDITATION)) ?? { licences: [] };
  return licences.some(
    (licence) =>
      licence.categories.includes(category) &&
      licence.scopes.includes(type) &&
      lapseNow(licence, context.now) === undefined,
  );
}
