import { showLicences, showProduct } from '../../show-registers.js';
import { route } from '../route.js';
import { text } from '../schemas/common.js';
import { licencesAnswer, productAnswer } from '../schemas/registers.js';
import { noQuery } from '../schemas/requests.js';

export const readLicences = route(
  {
    method: 'get',
    path: '/api/v1/participants/{id}/licences',
    pattern: '/api/v1/participants/:id/licences',
    id: 'readLicences',
    summary: { zh: '一个主体的许可与检验资质。', en: 'Licences and accreditations of a participant.' },
    access: 'public',
    params: { id: text.describe('Unified social credit code') },
    query: noQuery,
    answers: { 200: licencesAnswer },
    problems: ['NOT_FOUND'],
  },
  async ({ service, params }) => ({
    body: await service.index.read((view) => showLicences(view, params['id'] ?? '')),
  }),
);

export const readProduct = route(
  {
    method: 'get',
    path: '/api/v1/products/{gtin}',
    pattern: '/api/v1/products/:gtin',
    id: 'readProduct',
    summary: { zh: '商品登记册中的一个商品。', en: 'A product of the register.' },
    access: 'public',
    params: { gtin: text.describe('GTIN of 8, 12, 13 or 14 digits') },
    query: noQuery,
    answers: { 200: productAnswer },
    problems: ['NOT_FOUND', 'CHECK_DIGIT', 'IDENTIFIER_INVALID'],
  },
  async ({ service, params }) => ({
    body: await service.index.read((view) => Promise.resolve(showProduct(view, params['gtin'] ?? ''))),
  }),
);
