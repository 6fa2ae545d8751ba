import type { CodeText } from '../codes.js';

/** Keys, calling a gateway and verifying: what a member's own software says. */
export const CLIENT_CODES = {
  GATEWAY_UNREACHABLE: {
    status: 503,
    zh: '无法连接网关 {gateway}：{reason}',
    en: 'The gateway {gateway} is out of reach: {reason}',
  },
  GATEWAY_ANSWER: {
    status: 502,
    zh: '{gateway} 的回答不是溯源网关的格式（HTTP {status}）。',
    en: 'What {gateway} answered is not a gateway’s answer (HTTP {status}).',
  },
  SIGNER_MISSING: { status: 401, zh: '此操作需要签名密钥。', en: 'This takes a key to sign with.' },
  CRYPTO_MISSING: {
    status: 422,
    zh: '此环境没有 WebCrypto，无法签名；浏览器须经 HTTPS 访问。',
    en: 'There is no WebCrypto here to sign with: a browser has it over HTTPS only.',
  },
  KEY_FILE_INVALID: {
    status: 422,
    zh: '{file} 不是密钥文件：{reason}',
    en: '{file} is not a key file: {reason}',
  },
  KEY_FILE_OPEN: {
    status: 403,
    zh: '密钥文件 {file} 可被他人读取（权限 {mode}），请执行：chmod 600 {file}',
    en: 'Others can read the key file {file} (mode {mode}); run: chmod 600 {file}',
  },
  KEY_BACKUP_INVALID: {
    status: 422,
    zh: '这不是密钥备份文件，或已残缺（{reason}）；请换用完整的备份。',
    en: 'This is no backup of a key, or it is damaged ({reason}): take another copy of it.',
  },
  KEY_BACKUP_LOCKED: {
    status: 403,
    zh: '口令不对，或备份内容被改动过；请核对口令后再试。',
    en: 'The passphrase is wrong, or the backup was altered: check the passphrase and try again.',
  },
  PASSPHRASE_SHORT: {
    status: 422,
    zh: '口令至少 {least} 个字符。',
    en: 'A passphrase has at least {least} characters.',
  },
  FILE_EXISTS: {
    status: 409,
    zh: '文件 {file} 已存在，不会覆盖。',
    en: '{file} exists already and is not overwritten.',
  },
  FILE_UNREADABLE: { status: 404, zh: '无法读取 {file}：{reason}', en: '{file} cannot be read: {reason}' },
  FILE_UNWRITABLE: { status: 500, zh: '无法写入 {file}：{reason}', en: '{file} cannot be written: {reason}' },
  EVIDENCE_INVALID: {
    status: 422,
    zh: '证据格式有误：{what}',
    en: 'The evidence is malformed: {what}',
  },
  EVIDENCE_MISSING: { status: 422, zh: '证据中缺少 {what}。', en: 'The evidence lacks {what}.' },
  ENTRY_NOT_INCLUDED: {
    status: 422,
    zh: '第 {index} 条不在文件 {document} 已签名的根之下。',
    en: 'Entry {index} is not under the signed root of the document {document}.',
  },
  DOCUMENT_ID_MISMATCH: {
    status: 422,
    zh: '内容的编号应为 {expected}，而非 {document}。',
    en: 'What is shown as document {document} is in truth {expected}.',
  },
  ROOT_NOT_PINNED: {
    status: 422,
    zh: '该账本的监管根密钥 {root} 不是所信任的 {expected}。',
    en: 'The root regulator key of this ledger, {root}, is not the trusted one, {expected}.',
  },
  KEY_COMPROMISED: {
    status: 422,
    zh: '密钥 {kid} 后来被报告自 {since} 起已泄露，文件 {document} 签于其后。',
    en: 'The key {kid} was later reported as compromised since {since}; the document {document} was signed after that.',
  },
  PIN_CHANGED: {
    status: 422,
    zh: '警告：{gateway} 的监管根密钥已从 {expected} 变为 {root}。可能有人冒充网关，请向监管方核对后再信任。',
    en: 'WARNING: the root regulator key of {gateway} has changed from {expected} to {root}. Somebody may be posing as this gateway: ask the regulator before trusting it again.',
  },
  ITEM_MISMATCH: {
    status: 422,
    zh: '回答所述为 {item}，而非所查询的 {expected}。',
    en: 'The answer is about {item}, not about {expected}.',
  },
  CLAIM_MISMATCH: {
    status: 422,
    zh: '网关所称 {what}（{claimed}）与签名内容推算的（{expected}）不一致。',
    en: 'What the gateway says of {what} ({claimed}) is not what the signed entries give ({expected}).',
  },
  JOURNEY_INCOMPLETE: {
    status: 422,
    zh: '流转记录未全部取得，无法核对数量。',
    en: 'The journey is not all there: quantities cannot be checked.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
