import { subjectOf } from '../../access.js';
import { listContainers, listHoldings, listSerials, listUnits } from '../../list-stock.js';
import { PAGE } from '../limits.js';
import { route } from '../route.js';
import { stockQuery, serialsQuery } from '../schemas/requests.js';
import { containerHoldingsAnswer, holdingsAnswer, serialsAnswer, unitHoldingsAnswer } from '../schemas/stock.js';

export const readHoldings = route(
  {
    method: 'get',
    path: '/api/v1/holdings',
    pattern: '/api/v1/holdings',
    id: 'readHoldings',
    summary: {
      zh: '自己的库存，按批次计量；监管方可指定主体。',
      en: 'What one holds of lots by quantity; a regulator may name whose.',
    },
    access: 'token',
    query: stockQuery,
    answers: { 200: holdingsAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query: { participant, after, limit = PAGE }, reader }) => {
    const whose = subjectOf(reader, participant);
    return { body: await service.index.read((view) => listHoldings(view, whose, after, Number(limit))) };
  },
);

export const readContainerHoldings = route(
  {
    method: 'get',
    path: '/api/v1/holdings/containers',
    pattern: '/api/v1/holdings/containers',
    id: 'readContainerHoldings',
    summary: {
      zh: '自己持有的最外层容器及其中各批次的数量；监管方可指定主体。',
      en: 'The outermost containers that one holds, and how much of each batch is inside; a regulator may name whose.',
    },
    access: 'token',
    query: stockQuery,
    answers: { 200: containerHoldingsAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query: { participant, after, limit = PAGE }, reader }) => {
    const whose = subjectOf(reader, participant);
    return { body: await service.index.read((view) => listContainers(view, whose, after, Number(limit))) };
  },
);

export const readUnitHoldings = route(
  {
    method: 'get',
    path: '/api/v1/holdings/units',
    pattern: '/api/v1/holdings/units',
    id: 'readUnitHoldings',
    summary: {
      zh: '自己持有的散件，按批次计数；监管方可指定主体。',
      en: 'How many single units one holds of each batch, those in containers aside; a regulator may name whose.',
    },
    access: 'token',
    query: stockQuery,
    answers: { 200: unitHoldingsAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query: { participant, after, limit = PAGE }, reader }) => {
    const whose = subjectOf(reader, participant);
    return { body: await service.index.read((view) => listUnits(view, whose, after, Number(limit))) };
  },
);

export const readSerials = route(
  {
    method: 'get',
    path: '/api/v1/holdings/serials',
    pattern: '/api/v1/holdings/serials',
    id: 'readSerials',
    summary: {
      zh: '自己持有的某一批次的散件，逐件列出；监管方可指定主体。',
      en: 'The single units of one batch that one holds, one by one; a regulator may name whose.',
    },
    access: 'token',
    query: serialsQuery,
    answers: { 200: serialsAnswer },
    problems: ['FORBIDDEN'],
  },
  async ({ service, query: { participant, batch, after, limit = PAGE }, reader }) => {
    const whose = subjectOf(reader, participant);
    return { body: await service.index.read((view) => listSerials(view, whose, batch, after, Number(limit))) };
  },
);
