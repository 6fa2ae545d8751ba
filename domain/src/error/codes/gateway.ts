import type { CodeText } from '../codes.js';

/** What a gateway, its ledger connection and the programs around them say. */
export const GATEWAY_CODES = {
  NOT_FOUND: { status: 404, zh: '没有 {what}。', en: 'There is no {what}.' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '此地址不支持 {method}。', en: '{method} is not supported here.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, zh: '内容类型须为 {expected}。', en: 'The content type must be {expected}.' },
  BODY_TOO_LARGE: { status: 413, zh: '请求超过 {most} 字节。', en: 'The request is larger than {most} bytes.' },
  QUERY_INVALID: {
    status: 400,
    zh: '查询参数 {path} 无效：{reason}',
    en: 'The query parameter {path} is not valid: {reason}',
  },
  TOKEN_MISSING: {
    status: 401,
    zh: '须以登记密钥签发的令牌访问。',
    en: 'This takes a token signed by a registered key.',
  },
  FORBIDDEN: { status: 403, zh: '无权查看 {what}。', en: 'You are not entitled to see {what}.' },
  RATE_LIMITED: { status: 429, zh: '请求过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
  LEDGER_UNAVAILABLE: {
    status: 503,
    zh: '账本暂时不可用，请稍后重试；重发同一文件是安全的。',
    en: 'The ledger is out of reach: try again shortly; sending the same document again is safe.',
  },
  LEDGER_BEHIND: {
    status: 503,
    zh: '本网关的节点尚未跟上账本（{height} 个区块，{organisation} 已有 {highest} 个），暂不能判定该文件，请稍后重发。',
    en: 'The peer of this gateway has yet to catch up ({height} blocks, {organisation} has {highest}) and cannot judge the document: send it again shortly.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    zh: '提交结果暂未知，请重发同一文件确认，不会重复。',
    en: 'The outcome is not known yet: send the same document again to learn it, it cannot count twice.',
  },
  SHUTTING_DOWN: {
    status: 503,
    zh: '服务正在停止，请稍后重试。',
    en: 'The gateway is shutting down: try again shortly.',
  },
  PROPOSAL_REFUSED: { status: 503, zh: '账本拒绝了提案：{reason}', en: 'The ledger refused the proposal: {reason}' },
  CONFLICT: {
    status: 503,
    zh: '同一货物上的其他提交过多，请重试。',
    en: 'Too many others are changing the same goods: try again.',
  },
  DATA_IN_USE: {
    status: 500,
    zh: '数据目录 {data} 正被另一进程使用。',
    en: 'The data folder {data} is in use by another process.',
  },
  PORT_IN_USE: {
    status: 500,
    zh: '端口 {port} 已被占用，请用 --port 另选。',
    en: 'Port {port} is in use: choose another with --port.',
  },
  DATA_CORRUPT: { status: 500, zh: '{what} 已损坏：{reason}', en: '{what} is damaged: {reason}' },
  USAGE: { status: 500, zh: '用法有误：{reason}', en: 'Wrong usage: {reason}' },
  INTERNAL: { status: 500, zh: '内部错误，编号 {id}。', en: 'Something went wrong here; its number is {id}.' },
} as const satisfies Readonly<Record<string, CodeText>>;
