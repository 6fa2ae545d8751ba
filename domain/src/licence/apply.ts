import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { parseCode } from '../identifier/parse-code.js';
import { packOf } from '../pack/in-force.js';
import { requireJurisdiction, requireRank } from '../registry/jurisdiction.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import type { Licence, LicenceRecord, Pause } from '../state/register-records.js';
import { ACCREDITATION, requireAccreditable } from './accreditation.js';
import type { LicenceAct } from './licence-act.js';

/** Licences of one type that a participant may have had, and pauses of one that are told apart. */
const MOST_LICENCES = 100;
const MOST_PAUSES = 20;

/** All of it is a regulator's, within its jurisdiction. */
export function applyLicence(act: LicenceAct, scene: Scene): void {
  const { state } = scene;
  const holder = state.get(keys.participant(act.participant));
  if (holder === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: act.participant });
  const key = keys.licence(act.participant, act.type);
  const { licences } = state.get(key) ?? { licences: [] };
  const known = licences.find(({ number }) => number === act.number);
  const changed =
    act.action === 'grant' ? grant(act, known, holder, scene) : change(act, known, holder.division, scene);
  const others = licences.filter((each) => each !== known);
  if (others.length >= MOST_LICENCES) throw new TraceError('FIELD_TOO_LONG', { path: 'number', most: MOST_LICENCES });
  const record: LicenceRecord = { v: 1, participant: holder.id, type: act.type, licences: [...others, changed] };
  state.put(key, record);
}

function grant(
  act: LicenceAct & { action: 'grant' },
  known: Licence | undefined,
  holder: ParticipantRecord,
  scene: Scene,
): Licence {
  const { categories, scopes, from, until, authority } = act;
  requireJurisdiction({ division: holder.division, categories }, 'licence', scene);
  if (known !== undefined) {
    throw new TraceError('LICENCE_EXISTS', { ...nameOf(act), document: readEntryRef(known.by).document });
  }
  return {
    number: act.type === ACCREDITATION ? requireAccreditable(act, holder, scene) : requireForm(act, holder, scene),
    ...{ categories, scopes, from, ...(until === undefined ? undefined : { until }), authority },
    ...{ granted: scene.signer.division, status: 'valid', by: scene.ref, last: scene.ref },
  };
}

/** The type must be one of each category's, for whoever is to hold it; a number, of the scheme that it names. */
function requireForm(
  { type, number, categories }: LicenceAct & { action: 'grant' },
  holder: ParticipantRecord,
  scene: Scene,
): string {
  let value = number;
  for (const category of categories) {
    const { licences = {} } = packOf(category, holder, scene);
    const rule = Object.hasOwn(licences, type) ? licences[type] : undefined;
    if (rule === undefined) {
      throw new TraceError('FIELD_VALUE', {
        path: 'type',
        value: type,
        allowed: [...Object.keys(licences), ACCREDITATION],
      });
    }
    if (rule.scheme !== undefined) ({ value } = parseCode(rule.scheme, number, { path: 'number' }));
  }
  return value;
}

function change(
  act: Exclude<LicenceAct, { action: 'grant' }>,
  known: Licence | undefined,
  division: string,
  scene: Scene,
): Licence {
  if (known === undefined) {
    requireJurisdiction({ division }, 'licence', scene);
    throw new TraceError('LICENCE_UNKNOWN', nameOf(act));
  }
  requireJurisdiction({ division, categories: known.categories }, 'licence', scene);
  const { held, ...licence } = known;
  const { now } = scene.context;
  if (known.status === 'revoked') throw new TraceError('STATUS_UNCHANGED', { what: act.number, status: known.status });
  const last = scene.ref;
  switch (act.action) {
    case 'suspend':
      if (held !== undefined) throw new TraceError('STATUS_UNCHANGED', { what: act.number, status: known.status });
      return {
        ...licence,
        status: 'suspended',
        held: scene.signer.division,
        pauses: paused(known, { from: now }),
        last,
      };
    case 'readmit':
      if (held === undefined) throw new TraceError('STATUS_UNCHANGED', { what: act.number, status: known.status });
      requireRank(held, scene);
      return { ...licence, status: 'valid', pauses: resumed(known, now), last };
    case 'revoke':
      requireRank(known.granted, scene);
      return { ...licence, status: 'revoked', revoked: now, last };
    case 'renew':
      requireRank(known.granted, scene);
      return renewed(known, act.until, scene);
  }
}

function renewed(known: Licence, until: number, { context: { now }, ref }: Scene): Licence {
  const { until: before } = known;
  if (before === undefined || until <= before) {
    throw new TraceError('FIELD_VALUE', { path: 'until', value: 'not later', allowed: 'a day after its last' });
  }
  // What happened between its end and now is covered by nothing.
  const lapsed = before < now ? { pauses: paused(known, { from: before + 1, until: now }) } : undefined;
  return { ...known, ...lapsed, until, last: ref };
}

function paused({ pauses = [] }: Licence, pause: Pause): readonly Pause[] {
  const all = [...pauses, pause].sort((a, b) => a.from - b.from);
  const [first, second, ...rest] = all;
  if (all.length <= MOST_PAUSES || first === undefined || second === undefined) return all;
  // The two oldest are told as one, what lies between them with them: never is more covered than was.
  if (first.until === undefined || second.until === undefined) return [{ from: first.from }, ...rest];
  return [{ from: first.from, until: Math.max(first.until, second.until) }, ...rest];
}

/** A gateway's clock may be behind that of the one which suspended: no pause ends before it began. */
function resumed({ pauses = [] }: Licence, now: number): readonly Pause[] {
  return pauses.map((pause) =>
    pause.until === undefined ? { ...pause, until: Math.max(now, pause.from + 1) } : pause,
  );
}

function nameOf({ participant, type, number }: LicenceAct) {
  return { participant, type, number };
}
