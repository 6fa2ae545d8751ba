import type { CategoryPack } from '@suyuan/domain';

/** Farm produce as a load needs it: the certificates and roles that every hand-off is judged by. */
export const BENCH_PACK: CategoryPack = {
  id: 'load',
  version: '1.0.0',
  tier: 'key',
  names: { zh: '食用农产品', en: 'Edible agricultural products' },
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'law', zh: 'benchmark' }],
  granularity: 'lot',
  units: ['KGM'],
  steps: {
    commissioning: { roles: ['producer'], certificates: [{ type: 'compliance', issuer: 'maker' }] },
    shipping: { roles: ['producer'], to: ['distributor'], certificates: [{ type: 'compliance', issuer: 'maker' }] },
    receiving: { roles: ['distributor'] },
  },
  certificates: { compliance: { names: { zh: '承诺达标合格证' }, issuers: ['producer'] } },
  stopOnFailure: true,
  maxAge: 30 * 86_400,
  late: 86_400,
  retention: { days: 730 },
};
