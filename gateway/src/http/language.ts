import type { Request } from 'express';
import type { Language } from '@suyuan/domain';

/** The language of an answer's sentences: Chinese, unless English is preferred (RFC 9110 §12.5.4). */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh';
}

export function languageTag(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
