import { subjectOf } from '../../access.js';
import { listQuotas } from '../../list-quotas.js';
import { route } from '../route.js';
import { quotasQuery } from '../schemas/requests.js';
import { quotasAnswer } from '../schemas/quotas.js';

export const readQuotas = route(
  {
    method: 'get',
    path: '/api/v1/quotas',
    pattern: '/api/v1/quotas',
    id: 'readQuotas',
    summary: {
      zh: '自己的总量指标与台账，按期；监管方可指定主体。',
      en: 'Quotas and books of what is balanced, by period; one’s own, a regulator may name whose.',
    },
    access: 'token',
    query: quotasQuery,
    answers: { 200: quotasAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query, reader }) => {
    const whose = subjectOf(reader, query.participant);
    const asked = { period: query.period, now: service.now() };
    return { body: await service.index.read((view) => listQuotas(view, whose, asked)) };
  },
);
