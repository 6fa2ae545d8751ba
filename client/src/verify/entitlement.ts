import { readPack, TraceError, type CategoryPack, type Json } from '@suyuan/domain';
import type { Certificate } from './certificates.js';
import type { Registry } from './registry.js';

/** Category packs as the documents in the evidence publish them, in ledger order: who may issue which certificate. */
export class Entitlement {
  readonly #packs = new Map<string, CategoryPack>();

  constructor(readonly registry: Registry) {}

  publish(value: Json, signer: string): void {
    this.registry.requireRegulator(signer, 'category');
    const pack = readPack(value);
    this.#packs.set(pack.id, pack);
  }

  /** The pack in force now, as the documents are read one after another. Throws EVIDENCE_MISSING. */
  pack(category: string): CategoryPack {
    const pack = this.#packs.get(category);
    if (pack === undefined) throw new TraceError('EVIDENCE_MISSING', { what: category });
    return pack;
  }

  /** The pack in force when a certificate is issued. Throws NOT_ENTITLED, EVIDENCE_MISSING. */
  requireIssuer(category: string, type: string, issuer: string): CategoryPack {
    const pack = this.pack(category);
    const issuers = pack.certificates[type]?.issuers ?? [];
    if (this.registry.registration(issuer)?.roles.some((role) => issuers.includes(role)) === true) return pack;
    throw new TraceError('NOT_ENTITLED', { participant: issuer, step: type, roles: issuers });
  }

  /** What a lot's maker alone may say of it must be its maker's. Throws NOT_ENTITLED. */
  checkMaker({ act, issuer }: Certificate, maker: string): void {
    const steps = Object.values(this.#packs.get(act.category)?.steps ?? {});
    const own = steps.some((step) =>
      step.certificates?.some(({ type, issuer }) => type === act.type && issuer === 'maker'),
    );
    if (own && issuer !== maker) {
      throw new TraceError('NOT_ENTITLED', { participant: issuer, step: act.type, roles: [maker] });
    }
  }
}
