import { parsePath } from '@suyuan/domain';
import { showContainer } from '../../show-container.js';
import { route } from '../route.js';
import { containerAnswer } from '../schemas/answers.js';
import { text } from '../schemas/common.js';
import { noQuery } from '../schemas/requests.js';

export const readContainer = route(
  {
    method: 'get',
    path: '/api/v1/containers/00/{sscc}',
    pattern: '/api/v1/containers/*rest',
    id: 'readContainer',
    summary: {
      zh: '一个容器（SSCC；或 8003/… 的周转箱）：由谁持有，在哪个容器内，里面有什么，以及流转记录与证据。',
      en: 'A container (an SSCC, or 8003/… of a crate): who has it, what it is in, what is inside, its journey and evidence.',
    },
    access: 'public',
    params: { sscc: text.describe('SSCC, 18 digits') },
    query: noQuery,
    answers: { 200: containerAnswer },
    problems: ['NOT_FOUND', 'CHECK_DIGIT', 'IDENTIFIER_INVALID', 'IDENTIFIER_UNKNOWN'],
  },
  async ({ service, rest }) => ({ body: await showContainer(service, parsePath(rest).path) }),
);
