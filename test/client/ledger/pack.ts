import type { CategoryPack } from '@suyuan/domain';

export const PACK: CategoryPack = {
  id: 'agri',
  version: '1.0.0',
  tier: 'key',
  names: { zh: '食用农产品' },
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'law', zh: 'test' }],
  granularity: 'lot',
  units: ['KGM'],
  certificates: {
    compliance: { names: { zh: '承诺达标合格证' }, issuers: ['producer'] },
    inspection: { names: { zh: '检验检测报告' }, issuers: ['laboratory'] },
  },
  steps: {
    commissioning: { roles: ['producer'], certificates: [{ type: 'compliance', issuer: 'maker' }] },
    shipping: {
      roles: ['producer', 'distributor'],
      to: ['distributor', 'retailer'],
      certificates: [{ type: 'compliance', issuer: 'maker' }],
    },
    receiving: { roles: ['distributor', 'retailer'] },
    returning: { roles: ['distributor', 'retailer'] },
    void_shipping: { roles: ['producer', 'distributor'] },
    decommissioning: { roles: ['producer', 'distributor', 'retailer'] },
  },
  stopOnFailure: true,
  maxAge: 2_592_000,
  late: 259_200,
  retention: { days: 730 },
};
