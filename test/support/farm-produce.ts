import type { CategoryPack } from '@suyuan/domain';

/** The rules of farm produce as the tests take them; the samples have the real text. */
export const PACK: CategoryPack = {
  id: 'agri',
  version: '1.0.0',
  tier: 'key',
  names: { zh: '食用农产品', en: 'Edible agricultural products' },
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'law', zh: '食用农产品市场销售质量安全监督管理办法' }],
  granularity: 'lot',
  units: ['KGM', 'TNE'],
  certificates: {
    compliance: { names: { zh: '承诺达标合格证' }, issuers: ['producer'] },
    inspection: { names: { zh: '检验报告' }, issuers: ['laboratory'] },
  },
  steps: {
    commissioning: {
      roles: ['producer'],
      fields: [{ name: 'suyuan:origin', names: { zh: '产地' }, disclosure: 'public' }],
      certificates: [{ type: 'compliance', issuer: 'maker' }],
    },
    shipping: {
      roles: ['producer', 'distributor'],
      to: ['distributor', 'retailer'],
      certificates: [{ type: 'compliance', issuer: 'maker' }],
    },
    receiving: { roles: ['distributor', 'retailer'] },
    returning: { roles: ['distributor', 'retailer'] },
    void_shipping: { roles: ['producer', 'distributor'] },
    sampling: { roles: ['producer', 'regulator'], to: ['laboratory'] },
    decommissioning: { roles: ['producer', 'distributor', 'retailer'] },
  },
  stopOnFailure: true,
  maxAge: 90 * 86_400,
  late: 86_400,
  retention: { days: 730 },
};
