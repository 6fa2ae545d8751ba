import { listParticipants, showParticipant } from '../../participants.js';
import { showCertificate } from '../../show-certificate.js';
import { showLedger } from '../../show-ledger.js';
import { PAGE } from '../limits.js';
import { route } from '../route.js';
import { certificateAnswer, ledgerAnswer, participantAnswer, participantsAnswer } from '../schemas/answers.js';
import { text } from '../schemas/common.js';
import { noQuery, participantsQuery } from '../schemas/requests.js';

export const readLedger = route(
  {
    method: 'get',
    path: '/api/v1/ledger',
    pattern: '/api/v1/ledger',
    id: 'readLedger',
    summary: {
      zh: '账本：签署文件所用的 aud、根监管密钥、高度与时间。',
      en: 'The ledger: the aud to sign for, the root regulator’s key, height and time.',
    },
    access: 'public',
    query: noQuery,
    answers: { 200: ledgerAnswer },
    problems: ['LEDGER_UNAVAILABLE'],
  },
  async ({ service }) => ({ body: await service.index.read((view) => showLedger(service, view)) }),
);

export const readParticipants = route(
  {
    method: 'get',
    path: '/api/v1/participants',
    pattern: '/api/v1/participants',
    id: 'readParticipants',
    summary: { zh: '主体登记册，按统一社会信用代码排列。', en: 'The register of participants, by their credit code.' },
    access: 'public',
    query: participantsQuery,
    answers: { 200: participantsAnswer },
    problems: [],
  },
  async ({ service, query }) => ({
    body: await service.index.read((view) => listParticipants(view, query.after, Number(query.limit ?? PAGE))),
  }),
);

export const readParticipant = route(
  {
    method: 'get',
    path: '/api/v1/participants/{id}',
    pattern: '/api/v1/participants/:id',
    id: 'readParticipant',
    summary: { zh: '一个主体及其密钥。', en: 'A participant and its keys.' },
    access: 'public',
    params: { id: text.describe('Unified social credit code') },
    query: noQuery,
    answers: { 200: participantAnswer },
    problems: ['NOT_FOUND'],
  },
  async ({ service, params }) => ({
    body: await service.index.read((view) => showParticipant(view, params['id'] ?? '')),
  }),
);

export const readCertificate = route(
  {
    method: 'get',
    path: '/api/v1/certificates/{issuer}/{number}',
    pattern: '/api/v1/certificates/:issuer/:number',
    id: 'readCertificate',
    summary: { zh: '一份证书，连同核验证据。', en: 'A certificate, with what it takes to check it.' },
    access: 'public',
    params: { issuer: text.describe('Unified social credit code'), number: text },
    query: noQuery,
    answers: { 200: certificateAnswer },
    problems: ['NOT_FOUND'],
  },
  async ({ service, params }) => ({
    body: await service.index.read((view) => showCertificate(view, params['issuer'] ?? '', params['number'] ?? '')),
  }),
);
