import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { keys } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import { COUNTRY, isWithin } from './division.js';

/** What a regulator is to act upon: a division and, of all that is done there, these categories; all where none is named. */
export interface Matter {
  readonly division: string;
  readonly categories?: readonly string[];
}

type Place = Pick<Scene, 'state' | 'signer'>;

/**
 * The signer must be a regulator, of the matter's division or one that holds it, and for its categories. The one that the
 * ledger began with is for all. Throws NOT_ENTITLED, OUT_OF_JURISDICTION.
 */
export function requireJurisdiction(matter: Matter, step: string, place: Place): void {
  const { signer } = place;
  if (!signer.roles.includes('regulator')) {
    throw new TraceError('NOT_ENTITLED', { participant: signer.id, step, roles: ['regulator'] });
  }
  if (!isRoot(signer.id, place) && !isCompetent(signer, matter)) throw outOfJurisdiction(signer, matter);
}

/** The whole country's: of a regulator for all of it, or of the one that the ledger began with. */
export function requireNational(category: string, place: Place): void {
  requireJurisdiction({ division: COUNTRY, categories: [category] }, 'category', place);
}

/**
 * What is done to a participant as a whole: of regulators only by one of a division that holds theirs, and to the one that
 * the ledger began with by nobody.
 */
export function requireAuthorityOver(
  whom: Pick<ParticipantRecord, 'id' | 'roles' | 'division' | 'categories'>,
  step: string,
  place: Place,
): void {
  requireJurisdiction(whom, step, place);
  if (!whom.roles.includes('regulator') || isRoot(place.signer.id, place)) return;
  const isAbove = whom.division !== place.signer.division;
  if (!isAbove || isRoot(whom.id, place)) throw outOfJurisdiction(place.signer, whom);
}

/** What one regulator has decided, none below it changes. Throws OUT_OF_JURISDICTION. */
export function requireRank(decided: string, place: Place): void {
  const { signer } = place;
  if (!isRoot(signer.id, place) && !isWithin(decided, signer.division)) {
    throw outOfJurisdiction(signer, { division: decided });
  }
}

/** A participant that is registered for some categories alone does nothing in others. Throws CATEGORY_NOT_REGISTERED. */
export function requireCategory({ id, categories }: ParticipantRecord, category: string): void {
  if (categories?.includes(category) === false) {
    throw new TraceError('CATEGORY_NOT_REGISTERED', { participant: id, category, categories });
  }
}

/** Whether a regulator's division and categories hold these. */
export function isCompetent(regulator: Matter, { division, categories }: Matter): boolean {
  if (!isWithin(division, regulator.division)) return false;
  const { categories: own } = regulator;
  return own === undefined || (categories !== undefined && categories.every((each) => own.includes(each)));
}

function isRoot(id: string, { state }: Pick<Scene, 'state'>): boolean {
  return state.get(keys.ledger())?.regulator === id;
}

const ALL = ['*'];

export function outOfJurisdiction(
  { id, division, categories = ALL }: Matter & { readonly id: string },
  matter: Matter,
): TraceError {
  return new TraceError('OUT_OF_JURISDICTION', {
    participant: id,
    division,
    categories,
    needed: matter.division,
    of: matter.categories ?? ALL,
  });
}
