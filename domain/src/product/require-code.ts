import type { Scene } from '../capture/context.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { collect, TraceError } from '../error/trace-error.js';
import type { EffectivePack } from '../pack/compose.js';
import { textOf } from '../pack/field-facts.js';
import { prefixOwner } from '../registry/prefixes.js';
import { keys } from '../state/keys.js';
import type { ProductRecord } from '../state/register-records.js';
import { approvalField, canonicalApproval } from './approval.js';

/**
 * Who commissions goods under a GTIN must be its product's maker, or one to whom that is delegated; where no product is
 * registered, the longest company prefix must be the signer's (docs/ledger.md, Codes). Throws PRODUCT_UNREGISTERED,
 * PRODUCT_WITHDRAWN, PRODUCT_DIFFERS, PRODUCT_NOT_COVERED, PREFIX_NOT_OWNED.
 */
export function requireCode(
  gtin: string,
  pack: EffectivePack,
  act: Pick<CustodyAct, 'field'>,
  { state, signer }: Pick<Scene, 'state' | 'signer'>,
): void {
  const product = state.get(keys.product(gtin));
  if (product === undefined) {
    if (pack.registeredProducts !== undefined) throw new TraceError('PRODUCT_UNREGISTERED', { gtin });
    if (prefixOwner(gtin.slice(1), state) === signer.id) return;
    throw new TraceError('PREFIX_NOT_OWNED', { gtin, participant: signer.id });
  }
  if (product.maker !== signer.id && !product.delegates.includes(signer.id)) {
    throw new TraceError('PREFIX_NOT_OWNED', { gtin, participant: signer.id });
  }
  if (product.status === 'withdrawn') throw new TraceError('PRODUCT_WITHDRAWN', { gtin });
  if (product.category !== pack.id) {
    throw new TraceError('PRODUCT_NOT_COVERED', { category: pack.id, scheme: 'gtin', value: gtin });
  }
  checkApproval(product, pack, act);
}

/** What goods say that they are approved by must be what the register says of the product. */
function checkApproval({ gtin, approval }: ProductRecord, pack: EffectivePack, act: Pick<CustodyAct, 'field'>): void {
  const field = approvalField(pack);
  const said = field === undefined ? undefined : textOf(act.field(field.expanded));
  if (field === undefined || said === undefined) return;
  // What is not of the form is told of the field already.
  const errors: TraceError[] = [];
  let canonical = approval;
  collect(errors, () => (canonical = canonicalApproval(field, said)));
  if (canonical === approval) return;
  throw new TraceError('PRODUCT_DIFFERS', { gtin, path: field.name, registered: approval ?? '–', value: said });
}
