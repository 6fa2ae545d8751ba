import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { requireRole } from '../custody/custody.js';
import { Budget } from '../pack/budget.js';
import type { EffectivePack } from '../pack/compose.js';
import { checkField } from '../pack/fields.js';
import { packOf } from '../pack/in-force.js';
import { requireCategory, requireJurisdiction, requireRank } from '../registry/jurisdiction.js';
import { prefixOwner } from '../registry/prefixes.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { ParticipantRecord } from '../state/records.js';
import type { ProductRecord } from '../state/register-records.js';
import { approvalField, canonicalApproval } from './approval.js';
import type { ProductAct } from './product-act.js';

export function applyProduct(act: ProductAct, scene: Scene): void {
  const { state, ref } = scene;
  const key = keys.product(act.gtin);
  const known = state.get(key);
  if (act.action === 'register') {
    const record = register(act, scene);
    if (known !== undefined) {
      throw new TraceError('PRODUCT_EXISTS', { gtin: act.gtin, document: readEntryRef(known.by).document });
    }
    state.put(key, record);
    return;
  }
  if (known === undefined) throw new TraceError('PRODUCT_UNREGISTERED', { gtin: act.gtin });
  state.put(key, { ...change(act, known, scene), last: ref });
}

/** By the maker, under its own prefix; where the category takes an approval, by a regulator, who has seen it. */
function register(act: ProductAct & { action: 'register' }, scene: Scene): ProductRecord {
  const { signer, ref } = scene;
  const { gtin, name, category, specification, maker: id } = act;
  const maker = requireParticipant(id, scene);
  const pack = packOf(category, maker, scene);
  const owner = prefixOwner(gtin.slice(1), scene.state);
  const isOwn = id === signer.id && pack.registeredProducts === undefined;
  if (isOwn) requireRole(rolesOfMakers(pack), 'product', signer);
  else requireJurisdiction({ division: maker.division, categories: [category] }, 'product', scene);
  // A regulator gives nobody another's numbers; some have numbers that no registered prefix holds.
  if (isOwn ? owner !== id : owner !== undefined && owner !== id) {
    throw new TraceError('PREFIX_NOT_OWNED', { gtin, participant: id });
  }
  requireCategory(maker, category);
  const approval = readApproval(act.approval, pack);
  return {
    ...{ v: 1, gtin, name, category, maker: id, delegates: [], status: 'registered', by: ref, last: ref },
    ...(specification === undefined ? undefined : { specification }),
    ...(approval === undefined ? undefined : { approval }),
  };
}

/** Its number in the one form that commissionings are compared with. Throws what checkField throws. */
function readApproval(approval: string | undefined, pack: EffectivePack): string | undefined {
  const field = approvalField(pack);
  if (field === undefined) return approval;
  checkField({ ...field, name: 'approval' }, approval, new Budget());
  return canonicalApproval(field, approval ?? '');
}

function rolesOfMakers({ steps }: EffectivePack): ParticipantRecord['roles'] {
  return [...new Set([...(steps.commissioning?.roles ?? []), ...(steps.transforming?.roles ?? [])])];
}

function change(act: Exclude<ProductAct, { action: 'register' }>, known: ProductRecord, scene: Scene): ProductRecord {
  const { signer } = scene;
  const isMaker = signer.id === known.maker;
  const { held, ...product } = known;
  if (act.action === 'delegate') {
    if (!isMaker) {
      throw new TraceError('NOT_ENTITLED', { participant: signer.id, step: 'delegate', roles: [known.maker] });
    }
    for (const id of act.to) requireParticipant(id, scene);
    return { ...known, delegates: act.to };
  }
  const status = act.action === 'withdraw' ? 'withdrawn' : 'registered';
  const byRegulator = !(act.action === 'withdraw' && isMaker);
  if (byRegulator) {
    const { division } = requireParticipant(known.maker, scene);
    requireJurisdiction({ division, categories: [known.category] }, 'product', scene);
  }
  if (status === known.status) throw new TraceError('STATUS_UNCHANGED', { what: known.gtin, status });
  if (held !== undefined) requireRank(held, scene);
  return { ...product, status, ...(status === 'withdrawn' && byRegulator ? { held: signer.division } : undefined) };
}

function requireParticipant(id: string, { state }: Scene): ParticipantRecord {
  const record = state.get(keys.participant(id));
  if (record === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  return record;
}
