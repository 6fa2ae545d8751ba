import type { CodeText } from '../codes.js';

/** Custody: what an event may do to lots, holdings and shipments. */
export const CAPTURE_CODES = {
  REFUSED: {
    status: 422,
    zh: '文件被拒绝，未写入任何内容。',
    en: 'The document was refused; nothing of it was written.',
  },
  CAPTURE_INVALID: { status: 400, zh: '提交格式应为 {expected}。', en: 'A capture must be of the form {expected}.' },
  STEP_UNSUPPORTED: {
    status: 422,
    zh: '尚不支持步骤“{step}”（{type} {action}）。',
    en: 'No rule supports the step "{step}" yet ({type} {action}).',
  },
  EVENT_FROM_FUTURE: {
    status: 422,
    zh: '事件时间 {eventTime} 在未来。',
    en: 'The event time {eventTime} lies in the future.',
  },
  EVENT_TOO_OLD: {
    status: 422,
    zh: '事件时间 {eventTime} 早于 {earliest}。',
    en: 'The event time {eventTime} lies before {earliest}.',
  },
  DUPLICATE_EVENT: {
    status: 409,
    zh: '该事件已记录于文件 {document} 第 {index} 条。',
    en: 'This event stands already in document {document}, entry {index}.',
  },
  DUPLICATE_DOCUMENT: { status: 409, zh: '该文件已记录。', en: 'This document is recorded already.' },
  LOT_EXISTS: {
    status: 409,
    zh: '批次 {lot} 已由文件 {document} 建立。',
    en: 'The lot {lot} exists already, by document {document}.',
  },
  LOT_UNKNOWN: { status: 422, zh: '批次 {lot} 不存在。', en: 'There is no lot {lot}.' },
  PREFIX_NOT_OWNED: {
    status: 403,
    zh: '{gtin} 的厂商识别代码未登记给 {participant}。',
    en: 'The company prefix of {gtin} is not registered to {participant}.',
  },
  UNIT_MISMATCH: {
    status: 422,
    zh: '批次 {lot} 以 {expected} 计量，不能用 {uom}。',
    en: 'The lot {lot} is counted in {expected}, not in {uom}.',
  },
  NOT_HOLDER: { status: 422, zh: '{participant} 不持有批次 {lot}。', en: '{participant} does not hold the lot {lot}.' },
  INSUFFICIENT_QUANTITY: {
    status: 409,
    zh: '批次 {lot} 仅余 {held} {uom}，不足 {asked}；最近一次变动见文件 {document}。',
    en: 'Of the lot {lot} only {held} {uom} are held, not {asked}; the last change is in document {document}.',
  },
  SHIPMENT_UNKNOWN: { status: 422, zh: '发货 {shipment} 不存在。', en: 'There is no shipment {shipment}.' },
  SHIPMENT_CLOSED: {
    status: 409,
    zh: '发货 {shipment} 已由文件 {document} 结束（{status}）。',
    en: 'The shipment {shipment} is closed ({status}), by document {document}.',
  },
  NOT_CONSIGNEE: {
    status: 403,
    zh: '发货 {shipment} 的收货方是 {expected}。',
    en: 'The shipment {shipment} is addressed to {expected}.',
  },
  NOT_CONSIGNOR: {
    status: 403,
    zh: '发货 {shipment} 的发货方是 {expected}。',
    en: 'The shipment {shipment} was sent by {expected}.',
  },
  LINES_MISMATCH: {
    status: 422,
    zh: '所列批次与发货 {shipment} 不一致。',
    en: 'The lots named are not those of the shipment {shipment}.',
  },
  OVER_RECEIPT: {
    status: 422,
    zh: '批次 {lot} 发货 {shipped}，不能收货 {asked}。',
    en: 'Of the lot {lot} {shipped} were shipped: {asked} cannot be received.',
  },
  QUANTITY_MISMATCH: {
    status: 422,
    zh: '批次 {lot} 的数量须为发货数量 {shipped}。',
    en: 'The quantity of the lot {lot} must be the one shipped, {shipped}.',
  },
  YIELD_EXCEEDED: {
    status: 422,
    zh: '产出 {outputs} 超过投入 {inputs} 所允许的上限（{most} 倍）。',
    en: 'The outputs {outputs} exceed what the inputs {inputs} can give (at most {most} of them).',
  },
  YIELD_SHORT: {
    status: 422,
    zh: '产出 {outputs} 低于投入 {inputs} 所要求的下限（{least} 倍）。',
    en: 'The outputs {outputs} fall short of what the inputs {inputs} must give (at least {least} of them).',
  },
  YIELD_UNKNOWN: {
    status: 422,
    zh: '该品类没有规定由 {from} 可产出多少 {to}。',
    en: 'The category does not say how much {to} comes of {from}.',
  },
  ORIGINAL_UNKNOWN: {
    status: 422,
    zh: '没有可以更正的原事件。',
    en: 'There is no event of this signer that could be declared wrong.',
  },
  ORIGINAL_DIFFERS: {
    status: 422,
    zh: '更正声明须与原事件（{entry}）内容一致。',
    en: 'An error declaration must repeat the event that it is about ({entry}).',
  },
  WITNESS_MISSING: {
    status: 422,
    zh: '须在 witness 中附上条目 {entry} 及其路径。',
    en: 'The entry {entry} must be in the witness, with its path.',
  },
  BUILT_UPON: {
    status: 409,
    zh: '{what} 之后已由文件 {document} 第 {index} 条变动，不能再更正。',
    en: '{what} was changed since, by document {document}, entry {index}: it cannot be corrected any more.',
  },
  PENDING_UNKNOWN: {
    status: 422,
    zh: '条目 {entry} 不等待会签。',
    en: 'The entry {entry} waits for no signature.',
  },
  LOT_REPEATED: { status: 422, zh: '批次 {lot} 重复列出。', en: 'The lot {lot} is listed twice.' },
  LOT_EXPECTED: {
    status: 422,
    zh: '{path} 须为批次（GTIN+批号），得到 {value}。',
    en: '{path} must name a lot (GTIN and lot number), not {value}.',
  },
  CATEGORY_MIXED: {
    status: 422,
    zh: '一次发货只能含同一品类的批次。',
    en: 'One shipment carries lots of one category only.',
  },
  RETURN_FINAL: {
    status: 422,
    zh: '退回的货物只能由原发货方收货。',
    en: 'Goods on their way back can only be received by whom they came from.',
  },
  EVENT_ORDER: {
    status: 422,
    zh: '事件时间 {eventTime} 早于其依据的时间 {earliest}。',
    en: 'The event time {eventTime} lies before what it builds on, {earliest}.',
  },
  PARTY_MISSING: {
    status: 422,
    zh: '须在 {path} 中写明唯一的 owning_party。',
    en: '{path} must name exactly one owning_party.',
  },
  PARTY_SELF: { status: 422, zh: '收发双方不能为同一主体。', en: 'Sender and receiver cannot be the same party.' },
  REFERENCE_MISSING: {
    status: 422,
    zh: '须以 desadv 引用一次发货（urn:suyuan:entry:…）。',
    en: 'Exactly one desadv must name the shipment (urn:suyuan:entry:…).',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
