import type { CheckId } from '@suyuan/client';
import type { Language } from '@suyuan/domain';

const zh = {
  what: '哪一步没有通过',
  rest: (count: number) => `其余 ${count} 项已通过`,
  means: '这可能意味着',
  meanings: ['记录在传输途中或在网关上被改动；', '有人冒用他人名义签署；', '网关软件有误或版本不符。'],
  todo: '您可以',
  todos: ['换一个网络（例如改用移动数据）再查一次；', '如果仍不通过，请不要依据该标签判断商品，并告知当地监管部门。'],
  failed: '未通过',
  nothing: '没有可供核对的内容。',
  fails: {
    item: '收到的回答说的是另一件商品。',
    ledger: '有文件是为另一个账本签署的。',
    documents: '有文件的内容与其编号不符，或不在有效期内。',
    entries: '有条目不在签名所覆盖的内容之中：它被改动过。',
    keys: '有文件所用的密钥追不到监管方密钥，或签署时无效。',
    signatures: '有签名与文件或密钥不符。',
    signers: '有事件不是由当事单位签署，或当时并无此货可交接。',
    journey: '列出的流转记录与证据不一致：有遗漏，或有多余。',
    quantities: '网关所说的批次、库存或在途数量，与记录推算的不同。',
    certificates: '网关所说的证书，与签署的原文不同。',
    names: '网关所说的单位名称，与监管方的登记不同。',
  } satisfies Record<CheckId, string>,
};

const en: typeof zh = {
  what: 'What did not pass',
  rest: (count) => `The other ${count} passed`,
  means: 'This may mean that',
  meanings: [
    'the records were altered on their way, or at the gateway;',
    'somebody signed in another’s name;',
    'the gateway’s software is faulty, or of another version.',
  ],
  todo: 'What you can do',
  todos: [
    'look it up again over another network (mobile data, for instance);',
    'if it fails again, do not judge the product by this label, and tell your local authority.',
  ],
  failed: 'failed',
  nothing: 'There was nothing to check.',
  fails: {
    item: 'The answer is about something else.',
    ledger: 'A document was signed for another ledger.',
    documents: 'What a document holds does not fit its id, or it was out of date.',
    entries: 'An entry is not part of what was signed: it was altered.',
    keys: 'A key does not lead to the regulator’s, or was not good when used.',
    signatures: 'A signature does not fit its document or key.',
    signers: 'An event was not signed by whom it is about, or they did not have the goods.',
    journey: 'The records listed are not those in the evidence: some are missing, or too many.',
    quantities: 'Lot, stock or deliveries, as the gateway tells them, are not what the records give.',
    certificates: 'Certificates, as the gateway tells them, are not what was signed.',
    names: 'Names, as the gateway tells them, are not the registered ones.',
  },
};

/** Words of what did not pass, and what that may mean. */
export const FAILED_TEXT: Readonly<Record<Language, typeof zh>> = { zh, en };
