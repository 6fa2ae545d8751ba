import { parseCodePath, parsePath, TraceError } from '@suyuan/domain';
import { drawLabel } from '../../label.js';
import { showItem } from '../../show-item.js';
import { route } from '../route.js';
import { itemAnswer } from '../schemas/answers.js';
import { text } from '../schemas/common.js';
import { journeyQuery, noQuery } from '../schemas/requests.js';

const params = { gtin: text.describe('GTIN-14 (GTIN-8, -12, -13 are filled up)'), lot: text.describe('Lot number') };

export const readItem = route(
  {
    method: 'get',
    path: '/api/v1/items/01/{gtin}/10/{lot}',
    pattern: '/api/v1/items/*rest',
    id: 'readItem',
    summary: {
      zh: '一个批次的来源、流转、库存与证书，连同自行核验所需的全部证据。',
      en: 'Where a lot came from and went through, who holds it, its certificates, and all that it takes to check that.',
    },
    access: 'public',
    params,
    query: journeyQuery,
    answers: { 200: itemAnswer },
    problems: ['NOT_FOUND', 'CHECK_DIGIT', 'IDENTIFIER_INVALID', 'IDENTIFIER_UNKNOWN', 'LEDGER_UNAVAILABLE'],
  },
  async ({ service, rest, query }) => ({
    body: await showItem(service, (parseCodePath(rest) ?? parsePath(rest)).path, query.after),
  }),
);

export const readLabel = route(
  {
    method: 'get',
    path: '/labels/01/{gtin}/10/{lot}.svg',
    pattern: '/labels/*rest',
    id: 'readLabel',
    summary: {
      zh: '可打印的标签：二维码（GS1 Digital Link）与品名、批号、生产者。',
      en: 'A printable label: QR code (GS1 Digital Link), product, lot and maker.',
    },
    access: 'public',
    params,
    query: noQuery,
    answers: { 200: 'image/svg+xml' },
    problems: ['NOT_FOUND', 'CHECK_DIGIT', 'IDENTIFIER_INVALID', 'IDENTIFIER_UNKNOWN'],
  },
  async ({ service, rest }) => {
    if (!rest.endsWith('.svg')) throw new TraceError('NOT_FOUND', { what: rest });
    const body = await drawLabel(service, parsePath(rest.slice(0, -'.svg'.length)).path);
    // A lot's own facts never change; the address of the gateway and its regulator may.
    return { body, type: 'image/svg+xml', headers: { 'Cache-Control': 'public, max-age=300' } };
  },
);
