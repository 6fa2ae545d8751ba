import { STATUS_CODES } from 'node:http';
import { CODES, explain, TraceError, type DocumentResult, type Language, type Problem } from '@suyuan/domain';

/** What a status means in general: the same for every occurrence (RFC 9457 §3.1.4). */
const TITLES: Readonly<Record<number, string>> = {
  400: '请求有误',
  401: '需要有效的访问令牌',
  403: '无权进行',
  404: '没有找到',
  405: '不支持的方法',
  409: '与账本现状冲突',
  413: '请求过大',
  415: '不支持的内容类型',
  422: '内容被拒绝',
  429: '请求过于频繁',
  500: '内部错误',
  503: '暂时不可用',
};

/** Seconds after which it is worth to try again. */
const RETRY_AFTER = 2;

export interface Told {
  readonly status: number;
  readonly body: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** An error as an answer (RFC 9457), in a language, with the headers that belong to it. */
export function tellProblem(error: TraceError, language: Language, results?: readonly DocumentResult[]): Told {
  const { code, facts } = error;
  const { status } = CODES[code];
  const title = language === 'zh' ? TITLES[status] : STATUS_CODES[status];
  const body: Problem = {
    type: `urn:suyuan:error:${code}`,
    title: title ?? code,
    status,
    detail: explain(code, facts, language),
    code,
    facts,
    ...(results === undefined ? undefined : { results }),
  };
  return { status, body, headers: headersOf(error, status) };
}

function headersOf({ code }: TraceError, status: number): Readonly<Record<string, string>> {
  if (status === 503 || status === 429) return { 'Retry-After': String(RETRY_AFTER) };
  if (status !== 401) return {};
  // RFC 6750 §3: no error code where no token was sent.
  return { 'WWW-Authenticate': code === 'TOKEN_MISSING' ? 'Bearer' : `Bearer error="invalid_token"` };
}
