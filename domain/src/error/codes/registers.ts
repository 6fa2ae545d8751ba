import type { CodeText } from '../codes.js';

/** Jurisdiction of regulators; licences, accreditations and products. */
export const REGISTER_CODES = {
  OUT_OF_JURISDICTION: {
    status: 403,
    zh: '监管方 {participant} 的辖区为 {division}、品类为 {categories}；此事须由管辖 {needed}、品类 {of} 的监管方（监管方本身的事由上级）办理。',
    en: 'The regulator {participant} is for the division {division} and the categories {categories}; this takes one for {needed} and {of} (and for regulators, one above them).',
  },
  CATEGORY_NOT_REGISTERED: {
    status: 403,
    zh: '主体 {participant} 只登记了品类 {categories}，不得办理品类 {category} 的业务。',
    en: 'The participant {participant} is registered for the categories {categories} alone, not for {category}.',
  },
  LICENCE_EXISTS: {
    status: 409,
    zh: '{participant} 的许可 {type} {number} 已登记；延期请用 renew。',
    en: 'The licence {type} {number} of {participant} is registered already; to extend it, renew it.',
  },
  LICENCE_UNKNOWN: {
    status: 422,
    zh: '{participant} 没有许可 {type} {number}。',
    en: '{participant} has no licence {type} {number}.',
  },
  LICENCE_REQUIRED: {
    status: 403,
    zh: '{participant} 须持有许可“{type}”（范围：{scope}）：请监管方登记。',
    en: '{participant} must hold the licence "{type}" (scope: {scope}): have a regulator register it.',
  },
  LICENCE_EXPIRED: {
    status: 403,
    zh: '{participant} 的许可 {type} {number} 在 {at} 不在有效期内。',
    en: 'The licence {type} {number} of {participant} was not within its validity at {at}.',
  },
  LICENCE_SUSPENDED: {
    status: 403,
    zh: '{participant} 的许可 {type} {number} 在 {at} 处于暂停或撤销状态。',
    en: 'The licence {type} {number} of {participant} was suspended or revoked at {at}.',
  },
  NOT_ACCREDITED: {
    status: 403,
    zh: '检验机构 {participant} 没有品类 {category} 的 {type} 项目有效资质。',
    en: 'The laboratory {participant} has no valid accreditation for {type} in the category {category}.',
  },
  NOT_SAMPLED: {
    status: 403,
    zh: '{participant} 没有收到过批次 {lot}（送检或抽样），不能判其不合格。',
    en: '{participant} was neither sent the lot {lot} nor given a sample of it, and cannot fail it.',
  },
  PRODUCT_EXISTS: {
    status: 409,
    zh: '商品 {gtin} 已登记。',
    en: 'The product {gtin} is registered already.',
  },
  PRODUCT_UNREGISTERED: {
    status: 422,
    zh: '商品 {gtin} 未登记；该品类只许已登记的产品。',
    en: 'The product {gtin} is not registered; the category takes registered products alone.',
  },
  PRODUCT_WITHDRAWN: {
    status: 422,
    zh: '商品 {gtin} 的登记已撤销，不得再赋码。',
    en: 'The registration of the product {gtin} is withdrawn: nothing more of it can be commissioned.',
  },
  PRODUCT_DIFFERS: {
    status: 422,
    zh: '商品 {gtin} 的 {path} 写为“{value}”，登记的是“{registered}”。',
    en: 'The product {gtin} is registered with "{registered}", and {path} says "{value}".',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
