import type { CategoryPack } from '@suyuan/domain';

/** Rules that say something of every kind that a local authority could loosen, of goods in pieces and in kilograms. */
export function tradeRules(id: string): CategoryPack {
  return {
    id,
    version: '1.0.0',
    tier: 'key',
    names: { zh: '试验品', en: 'Goods on trial' },
    inForce: { from: '2026-01-01' },
    sources: [{ id: 'law', zh: '试验规定' }],
    granularity: 'unit',
    units: ['H87', 'KGM', 'GRM'],
    states: {
      in_transit: { zh: '在途' },
      active: { zh: '可用' },
      dispensed: { zh: '已发药' },
    },
    certificates: { inspection: { names: { zh: '检验报告' }, issuers: ['laboratory'] } },
    licences: { trade: { names: { zh: '经营许可' } }, premises: { names: { zh: '场所许可' } } },
    steps: {
      commissioning: { roles: ['producer'] },
      transforming: { roles: ['producer'], yield: { least: 500_000, most: 1_050_000 } },
      shipping: { roles: ['producer', 'distributor', 'retailer'], to: ['distributor', 'retailer'] },
      receiving: {
        roles: ['distributor', 'retailer'],
        fields: [{ name: 'suyuan:vehicle', names: { zh: '车牌' }, optional: true, disclosure: 'party' }],
        deadline: 3600,
      },
      dispensing: { roles: ['retailer'], from: ['active'], state: 'dispensed' },
      sampling: { roles: ['producer', 'regulator'], to: ['laboratory'] },
      sensor_reporting: {
        roles: ['producer', 'distributor'],
        sensors: [{ type: 'Temperature', uom: 'CEL', least: 2000, most: 8000 }],
      },
      destroying: { roles: ['producer', 'retailer'], signatures: 2 },
    },
    stopOnFailure: true,
    maxAge: 90 * 86_400,
    late: 86_400,
    retention: { days: 730, afterExpiry: 180 },
  };
}
