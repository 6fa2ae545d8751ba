import type { CodeText } from '../codes.js';

/** Identifiers and EPCIS events. */
export const EPCIS_CODES = {
  CHECK_DIGIT: {
    status: 422,
    zh: '“{value}”的校验位不对，请核对编码。',
    en: 'The check digit of "{value}" is wrong: check the code.',
  },
  IDENTIFIER_INVALID: {
    status: 422,
    zh: '“{value}”不是有效的 {scheme} 编码。',
    en: '"{value}" is not a valid {scheme}.',
  },
  IDENTIFIER_UNKNOWN: {
    status: 422,
    zh: '不支持编码“{value}”。',
    en: 'The identifier "{value}" is of no scheme known here.',
  },
  EPCIS_DOCUMENT_INVALID: {
    status: 400,
    zh: '不是 EPCIS 2.0 文档：应为 {expected}。',
    en: 'This is no EPCIS 2.0 document: expected {expected}.',
  },
  EPCIS_QUERY_DOCUMENT: {
    status: 422,
    zh: 'EPCISQueryDocument 是查询结果，不能提交；请使用 EPCISDocument。',
    en: 'An EPCISQueryDocument is the result of a query and cannot be captured: use an EPCISDocument.',
  },
  EPCIS_VERSION: {
    status: 422,
    zh: '不支持 EPCIS {value}，只支持 2.0。',
    en: 'EPCIS {value} is not supported, only 2.0 is.',
  },
  EPCIS_CONTEXT_UNKNOWN: {
    status: 422,
    zh: '{path} 引用了未知的上下文 {uri}；不会从网络获取，请直接写出前缀。',
    en: '{path} refers to the context {uri}, which is not known; none is ever fetched: write its prefixes out.',
  },
  EPCIS_CONTEXT_INVALID: {
    status: 422,
    zh: '{path} 中前缀“{prefix}”的声明无效，或改变了标准前缀的含义。',
    en: '{path} does not declare the prefix "{prefix}" validly, or gives a standard prefix another meaning.',
  },
  EPCIS_TYPE_UNKNOWN: {
    status: 422,
    zh: '不认识的事件类型“{value}”。',
    en: 'There is no event of type "{value}" in EPCIS 2.0.',
  },
  EPCIS_FIELD_UNKNOWN: {
    status: 422,
    zh: '此处没有标准字段 {path}；扩展字段须带命名空间前缀。',
    en: 'There is no standard field {path} here; an extension needs the prefix of a namespace.',
  },
  EPCIS_PREFIX_UNKNOWN: {
    status: 422,
    zh: '{path} 的前缀“{prefix}”未在 @context 中声明，或字段名无效。',
    en: 'The prefix "{prefix}" of {path} is not declared in @context, or the name after it is not valid.',
  },
  EPCIS_WORD_UNKNOWN: {
    status: 422,
    zh: '{path} 的值“{value}”不在 CBV 2.0 词汇（{vocabulary}）中；其他词汇请写完整 URI。',
    en: '{path} cannot be "{value}": CBV 2.0 has no such {vocabulary}; write words of another vocabulary as full URIs.',
  },
  EPCIS_TIME_INVALID: {
    status: 422,
    zh: '{path} 的时间“{value}”无效，应形如 2026-05-01T08:30:00+08:00，必须带时区。',
    en: 'The time "{value}" of {path} is not valid: write it like 2026-05-01T08:30:00+08:00, with its zone.',
  },
  EPCIS_URI_INVALID: {
    status: 422,
    zh: '{path} 的值“{value}”不是有效的 URI。',
    en: 'The value "{value}" of {path} is not a valid URI.',
  },
  EPCIS_LEVEL_WRONG: {
    status: 422,
    zh: '{path} 的标识“{value}”层级不对，此处应为 {expected}（class：批次或产品；instance：单件）。',
    en: 'The identifier "{value}" of {path} is of the wrong level: {expected} is expected here.',
  },
  EPCIS_UNIT_UNKNOWN: {
    status: 422,
    zh: '{path} 的计量单位“{value}”不受支持，应为 UN/CEFACT 20 号建议书代码。',
    en: 'The unit "{value}" of {path} is not supported: use a code of UN/CEFACT Recommendation 20.',
  },
  EPCIS_PIECES_NOT_WHOLE: {
    status: 422,
    zh: '{path} 的数量“{value}”没有单位，应为整数件数。',
    en: 'The quantity "{value}" of {path} has no unit: pieces are whole numbers.',
  },
  EPCIS_DUPLICATE: {
    status: 422,
    zh: '{path} 重复列出“{value}”。',
    en: '{path} names "{value}" a second time.',
  },
  EPCIS_EMPTY: {
    status: 422,
    zh: '{type} 至少需要其中之一：{expected}。',
    en: 'A {type} needs at least one of: {expected}.',
  },
  EPCIS_ILMD_MISPLACED: {
    status: 422,
    zh: '只有 action 为 ADD 的事件可以带 {path}。',
    en: 'Only an event with action ADD may have {path}.',
  },
  EPCIS_EVENT_ID_MISMATCH: {
    status: 422,
    zh: 'eventID“{value}”不是该事件的哈希，应为 {expected}。',
    en: 'The eventID "{value}" is not the hash of this event, which is {expected}.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
