import type { CodeText } from '../codes.js';

/** JSON, JWS, document, entry: what can be said before any rule is asked. */
export const FORMAT_CODES = {
  BAD_ENCODING: { status: 400, zh: '编码无效，应为 {encoding}。', en: 'This is not valid {encoding}.' },
  JSON_INVALID: {
    status: 400,
    zh: 'JSON 在第 {position} 个字符处有误。',
    en: 'The JSON is malformed at character {position}.',
  },
  JSON_TOO_DEEP: { status: 400, zh: 'JSON 嵌套超过 {most} 层。', en: 'The JSON is nested deeper than {most} levels.' },
  JSON_DUPLICATE_NAME: {
    status: 400,
    zh: 'JSON 对象中字段“{name}”重复。',
    en: 'The name "{name}" stands twice in one JSON object.',
  },
  JSON_FORBIDDEN_NAME: { status: 400, zh: '不允许使用字段名“{name}”。', en: 'The name "{name}" is not allowed.' },
  FIELD_MISSING: { status: 422, zh: '缺少字段 {path}。', en: 'The field {path} is missing.' },
  FIELD_TYPE: {
    status: 422,
    zh: '字段 {path} 应为 {expected}。',
    en: 'The field {path} must be of the form: {expected}.',
  },
  FIELD_VALUE: {
    status: 422,
    zh: '字段 {path} 的值“{value}”无效，可用：{allowed}。',
    en: 'The field {path} cannot be "{value}"; allowed: {allowed}.',
  },
  FIELD_TOO_LONG: { status: 422, zh: '字段 {path} 超过上限 {most}。', en: 'The field {path} is longer than {most}.' },
  FIELD_UNKNOWN: { status: 422, zh: '不认识的字段 {path}。', en: 'The field {path} is not known.' },
  QUANTITY_INVALID: {
    status: 422,
    zh: '数量“{value}”无效：须大于零，不带符号和指数，最多 15 位、其中小数 6 位。',
    en: 'The quantity "{value}" is not valid: above zero, no sign nor exponent, at most 15 digits, 6 of them decimals.',
  },
  JWS_INVALID: {
    status: 400,
    zh: '签名文本不是紧凑格式的 JWS（{expected}）。',
    en: 'The signed text is not a compact JWS ({expected}).',
  },
  ALGORITHM_REFUSED: {
    status: 422,
    zh: '不接受签名算法“{alg}”，只接受 {expected}。',
    en: 'The algorithm "{alg}" is refused; only {expected} is accepted.',
  },
  SIGNATURE_INVALID: {
    status: 422,
    zh: '签名与内容或密钥不符。',
    en: 'The signature does not fit this content and key.',
  },
  KEY_INVALID: { status: 422, zh: '公钥无效，应为 P-256 公钥。', en: 'The public key is not a valid P-256 key.' },
  KEY_ID_INVALID: {
    status: 422,
    zh: '密钥标识无效，应为 {expected}。',
    en: 'The key id must be of the form {expected}.',
  },
  KIND_UNKNOWN: { status: 422, zh: '不认识的文件类型“{typ}”。', en: 'Documents of type "{typ}" are not known here.' },
  DOCUMENT_INVALID: { status: 400, zh: '文件格式应为 {expected}。', en: 'A document must be of the form {expected}.' },
  DOCUMENT_TOO_LARGE: {
    status: 413,
    zh: '文件超过 {most} 字节，请拆分。',
    en: 'The document is larger than {most} bytes: split it.',
  },
  ENTRY_INVALID: { status: 422, zh: '条目格式应为 {expected}。', en: 'An entry must be of the form {expected}.' },
  ENTRY_TOO_LARGE: { status: 413, zh: '条目超过 {most} 字节。', en: 'An entry is larger than {most} bytes.' },
  ENTRY_COUNT: {
    status: 422,
    zh: '条目数量与签名内容不符或超出上限。',
    en: 'The number of entries is not the one that was signed, or too large.',
  },
  ROOT_MISMATCH: {
    status: 422,
    zh: '条目不在已签名的根之下，内容可能被改动。',
    en: 'The entries are not those under the signed root: something was altered.',
  },
  PROOF_INVALID: { status: 422, zh: '密钥持有证明无效。', en: 'The proof of possession of the key is not valid.' },
  TOKEN_INVALID: {
    status: 401,
    zh: '访问令牌无效，请重新签发。',
    en: 'The access token is not valid: sign a new one.',
  },
  TOKEN_EXPIRED: {
    status: 401,
    zh: '访问令牌已过期，请重新签发。',
    en: 'The access token has expired: sign a new one.',
  },
  PERSONAL_DATA: {
    status: 422,
    zh: '{path} 中疑似含个人信息（{kind}），不得写入共享账本，请删除。',
    en: '{path} seems to hold personal data ({kind}), which never goes onto the shared ledger: take it out.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
