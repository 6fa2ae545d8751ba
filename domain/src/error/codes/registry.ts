import type { CodeText } from '../codes.js';

/** Participants, keys, category packs, certificates. */
export const REGISTRY_CODES = {
  NOT_BOOTSTRAPPED: {
    status: 409,
    zh: '账本尚未初始化：须先由监管方首把密钥登记。',
    en: "The ledger is not set up yet: the first regulator's key must register itself first.",
  },
  BOOTSTRAP_REFUSED: {
    status: 422,
    zh: '首份文件须由各组织配置的监管密钥签署并登记该监管方。',
    en: 'The first document must register the regulator and be signed by the key that every organisation has configured.',
  },
  AUDIENCE_MISMATCH: {
    status: 422,
    zh: '该文件是为另一账本签署的（{aud}），本账本为 {expected}。',
    en: 'The document was signed for another ledger ({aud}); this one is {expected}.',
  },
  DOCUMENT_EXPIRED: { status: 422, zh: '文件已过有效期，请重新签署。', en: 'The document has expired: sign it again.' },
  DOCUMENT_FROM_FUTURE: {
    status: 422,
    zh: '文件签署时间在未来，请校准时钟。',
    en: 'The document was signed in the future: set the clock right.',
  },
  LIFETIME_INVALID: {
    status: 422,
    zh: '文件有效期无效，最长 {most} 秒。',
    en: "The document's lifetime is not valid; at most {most} seconds.",
  },
  KEY_UNKNOWN: { status: 422, zh: '密钥 {kid} 未登记。', en: 'The key {kid} is not registered.' },
  KEY_REVOKED: { status: 422, zh: '密钥 {kid} 已吊销。', en: 'The key {kid} is revoked.' },
  KEY_NOT_YET: {
    status: 422,
    zh: '密钥 {kid} 的等待期至 {from} 才结束。',
    en: 'The key {kid} is in its waiting time until {from}.',
  },
  KEY_EXISTS: { status: 409, zh: '密钥 {kid} 已登记。', en: 'The key {kid} is registered already.' },
  KEY_LAST: {
    status: 422,
    zh: '不能吊销唯一的密钥，请先登记新密钥。',
    en: 'A participant cannot revoke the key it signs with: sign with another one.',
  },
  PARTICIPANT_UNKNOWN: {
    status: 422,
    zh: '主体 {participant} 未登记。',
    en: 'The participant {participant} is not registered.',
  },
  PARTICIPANT_SUSPENDED: {
    status: 422,
    zh: '主体 {participant} 已被暂停。',
    en: 'The participant {participant} is suspended.',
  },
  PARTICIPANT_EXISTS: {
    status: 409,
    zh: '主体 {participant} 已登记。',
    en: 'The participant {participant} is registered already.',
  },
  STATUS_UNCHANGED: { status: 409, zh: '{what} 的状态已是 {status}。', en: '{what} is {status} already.' },
  IDENTIFIER_TAKEN: {
    status: 409,
    zh: '{value} 已登记给 {participant}。',
    en: '{value} is registered to {participant} already.',
  },
  NOT_ENTITLED: {
    status: 403,
    zh: '主体 {participant} 无权进行“{step}”，须具备：{roles}。',
    en: 'The participant {participant} is not entitled to "{step}"; it takes the role: {roles}.',
  },
  NOT_SIGNER: {
    status: 403,
    zh: '{path} 须为签署方本身（{expected}）。',
    en: '{path} must be the signer itself ({expected}).',
  },
  CATEGORY_UNKNOWN: {
    status: 422,
    zh: '品类“{category}”没有生效的规则。',
    en: 'No rules are in force for the category "{category}".',
  },
  CATEGORY_VERSION: {
    status: 409,
    zh: '品类 {category} 的版本 {version} 须高于现行版本 {current}。',
    en: 'Version {version} of the category {category} must be above the present one, {current}.',
  },
  CATEGORY_DIFFERS: {
    status: 409,
    zh: '品类 {category} 的版本 {version} 已在账本上，但内容不同（{differs}）；版本一经发布不再改动，请提高版本号后修订（category amend）。',
    en: 'Version {version} of the category {category} is on the ledger with another text ({differs}): what was published never changes. Raise the version and amend the category.',
  },
  CERTIFICATE_EXISTS: {
    status: 409,
    zh: '证书编号 {number} 已使用。',
    en: 'The certificate number {number} is used already.',
  },
  CERTIFICATE_UNKNOWN: { status: 422, zh: '证书 {certificate} 不存在。', en: 'There is no certificate {certificate}.' },
  CERTIFICATE_REQUIRED: {
    status: 422,
    zh: '该步骤须附有效的 {type} 证书：{certificate}。',
    en: 'This step needs a valid certificate of type {type}: {certificate}.',
  },
  CERTIFICATE_REVOKED: {
    status: 422,
    zh: '证书 {certificate} 已撤销。',
    en: 'The certificate {certificate} is revoked.',
  },
  REPLACEMENT_INVALID: {
    status: 422,
    zh: '只有合格、同类型且涵盖相同批次的证书，才能替代已撤销的证书 {certificate}（{type}，{status}）。',
    en: 'Only one that passes, of the same type and about the same lots, can take the place of a revoked certificate: {certificate} ({type}, {status}).',
  },
  CERTIFICATE_EXPIRED: {
    status: 422,
    zh: '证书 {certificate} 已过期。',
    en: 'The certificate {certificate} has expired.',
  },
  CERTIFICATE_FAILED: {
    status: 422,
    zh: '批次 {lot} 检验不合格（{certificate}），不得继续流通。',
    en: 'The lot {lot} failed its inspection ({certificate}): it may not be traded on.',
  },
  LINEAGE_STOPPED: {
    status: 422,
    zh: '批次 {lot} 源自批次 {ancestor}，后者已被 {certificate} 停止流通。',
    en: 'The lot {lot} descends from {ancestor}, whose trade {certificate} stops.',
  },
  LINEAGE_TOO_LARGE: {
    status: 422,
    zh: '批次 {lot} 的上游过多，一次最多核查 {most} 条记录：请先核清 {clear}，再在 witness 中列明。',
    en: 'The lot {lot} has too many ancestors to look at {most} records at most: have {clear} cleared first, and name them in the witness.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
