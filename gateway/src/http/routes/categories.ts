import { listCategories } from '../../list-categories.js';
import { route } from '../route.js';
import { categoriesAnswer } from '../schemas/categories.js';
import { categoriesQuery } from '../schemas/requests.js';

export const readCategories = route(
  {
    method: 'get',
    path: '/api/v1/categories',
    pattern: '/api/v1/categories',
    id: 'readCategories',
    summary: {
      zh: '现行的品类规则：名称、重点或鼓励、计量单位、环节及其字段、证书与许可；division 并入该地的补充规则。',
      en: 'Categories in force: names, tier, units, steps with their fields, certificates and licences; division adds the extensions that bind there.',
    },
    access: 'public',
    query: categoriesQuery,
    answers: { 200: categoriesAnswer },
    problems: [],
  },
  async ({ service, query }) => ({
    body: await service.index.read((view) => listCategories(view, service.now(), query.division)),
  }),
);
