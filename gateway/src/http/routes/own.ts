import { subjectOf } from '../../access.js';
import { listDeliveries } from '../../list-deliveries.js';
import { listFilings } from '../../list-filings.js';
import { PAGE } from '../limits.js';
import { route } from '../route.js';
import { deliveriesAnswer, filingsAnswer } from '../schemas/answers.js';
import { deliveriesQuery, filingsQuery } from '../schemas/requests.js';

export const readDeliveries = route(
  {
    method: 'get',
    path: '/api/v1/deliveries',
    pattern: '/api/v1/deliveries',
    id: 'readDeliveries',
    summary: {
      zh: '自己的收货（in）或发货（out），新者在前；监管方可指定主体。',
      en: 'What comes to one (in) or leaves one (out), newest first; a regulator may name whose.',
    },
    access: 'token',
    query: deliveriesQuery,
    answers: { 200: deliveriesAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query, reader }) => {
    const whose = subjectOf(reader, query.participant);
    const { direction, status, after } = query;
    const limit = Number(query.limit ?? PAGE);
    const body = await service.index.read((view) => listDeliveries(view, whose, { direction, status, after, limit }));
    return { body };
  },
);

export const readFilings = route(
  {
    method: 'get',
    path: '/api/v1/filings',
    pattern: '/api/v1/filings',
    id: 'readFilings',
    summary: {
      zh: '自己的收货（in）、发货（out）或生产、使用、销毁等（own）应于何时上报、是否按时；监管方可指定主体。',
      en: 'By when what comes to one (in), leaves one (out), or is made, used or destroyed by one (own) had to be reported, and whether it was; a regulator may name whose.',
    },
    access: 'token',
    query: filingsQuery,
    answers: { 200: filingsAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query, reader }) => {
    const whose = subjectOf(reader, query.participant);
    const { direction, after } = query;
    const limit = Number(query.limit ?? PAGE);
    const asked = { direction, outstanding: query.outstanding === 'true', after, limit, now: service.now() };
    return { body: await service.index.read((view) => listFilings(view, whose, asked)) };
  },
);
