import { TraceError, type CategoryPack, type Json } from '@suyuan/domain';
import type { ShownDocument } from './read-evidence.js';
import type { Registry } from './registry.js';
import { needed, type Rare } from './views.js';

interface Product {
  readonly category: string;
  readonly maker: string;
  readonly delegates: readonly string[];
  readonly withdrawn: boolean;
  /** An approval counts by a regulator's word alone. */
  readonly official: boolean;
}

/** Products as the documents in the evidence register them, in ledger order: by them another's prefix may be used. */
export class Products {
  readonly #all = new Map<string, Product>();

  constructor(
    readonly registry: Registry,
    readonly rare?: Rare,
  ) {}

  /** Throws PREFIX_NOT_OWNED, NOT_ENTITLED, OUT_OF_JURISDICTION, EVIDENCE_MISSING. */
  apply({ head }: ShownDocument, value: Json): void {
    const signer = head.kid.participant;
    const act = needed(this.rare).readProductAct(value, signer);
    const known = this.#all.get(act.gtin);
    if (act.action === 'register') {
      const { gtin, category, maker } = act;
      const official = maker !== signer;
      if (official) this.#requireRegulator(signer, maker, category);
      else this.requirePrefix(gtin.slice(1), gtin, signer);
      this.#all.set(gtin, { category, maker, delegates: [], withdrawn: false, official });
      return;
    }
    if (known === undefined) throw new TraceError('EVIDENCE_MISSING', { what: act.gtin });
    if (act.action === 'delegate') {
      if (signer !== known.maker) {
        throw new TraceError('NOT_ENTITLED', { participant: signer, step: act.action, roles: [known.maker] });
      }
      this.#all.set(act.gtin, { ...known, delegates: act.to });
      return;
    }
    const withdrawn = act.action === 'withdraw';
    if (!withdrawn || signer !== known.maker) this.#requireRegulator(signer, known.maker, known.category);
    this.#all.set(act.gtin, { ...known, withdrawn });
  }

  /** Who commissions goods under a GTIN, as the ledger asks it (domain/src/product/require-code.ts). */
  requireCode(gtin: string, pack: CategoryPack, signer: string): void {
    const product = this.#all.get(gtin);
    if (pack.registeredProducts !== undefined && product?.official !== true) {
      throw new TraceError('PRODUCT_UNREGISTERED', { gtin });
    }
    if (product === undefined) {
      // The GTIN-14 without its indicator digit begins with its company's.
      this.requirePrefix(gtin.slice(1), gtin, signer);
      return;
    }
    if (product.maker !== signer && !product.delegates.includes(signer)) {
      throw new TraceError('PREFIX_NOT_OWNED', { gtin, participant: signer });
    }
    if (product.withdrawn) throw new TraceError('PRODUCT_WITHDRAWN', { gtin });
    if (product.category !== pack.id) {
      throw new TraceError('PRODUCT_NOT_COVERED', { category: pack.id, scheme: 'gtin', value: gtin });
    }
  }

  /** What is coded must begin with a company prefix of the participant's; what has none is not asked. */
  requirePrefix(owned: string | undefined, name: string, participant: string): void {
    const { prefixes = [] } = this.registry.registration(participant) ?? {};
    if (owned === undefined || prefixes.some((prefix) => owned.startsWith(prefix))) return;
    throw new TraceError('PREFIX_NOT_OWNED', { gtin: name, participant });
  }

  #requireRegulator(signer: string, maker: string, category: string): void {
    const registration = this.registry.registration(maker);
    if (registration === undefined) throw new TraceError('EVIDENCE_MISSING', { what: maker });
    const { division } = registration;
    this.registry.requireRegulator(signer, 'product', { division, categories: [category] });
  }
}
