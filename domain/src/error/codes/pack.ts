import type { CodeText } from '../codes.js';

/** The catalogue: packs, their local extensions, and what a step is refused for by them. */
export const PACK_CODES = {
  PACK_INCONSISTENT: {
    status: 422,
    zh: '规则包自相矛盾：{path} 引用了不存在或不相容的“{value}”。',
    en: 'The pack contradicts itself: {path} names "{value}", which is not there or does not fit.',
  },
  RULE_BUDGET: {
    status: 422,
    zh: '规则或事件过大，判定超出 {most} 步的限额。',
    en: 'The rules or the event are too large: judging takes more than {most} steps.',
  },
  CATEGORY_NOT_YET: {
    status: 422,
    zh: '品类 {category} 的规则自 {from} 起生效。',
    en: 'The rules of the category {category} are in force from {from}.',
  },
  CATEGORY_RETIRED: {
    status: 422,
    zh: '品类 {category}（{version}）已停用，不得再产生新的货物。',
    en: 'The category {category} ({version}) is retired: no more goods of it can come into being.',
  },
  EXTENSION_NATIONAL: {
    status: 422,
    zh: '地方补充规则只针对一个行政区划；全国的规则请修订品类 {category} 的规则包本身。',
    en: 'An extension is for one division: for the whole country, amend the pack of the category {category} itself.',
  },
  PRODUCT_NOT_COVERED: {
    status: 422,
    zh: '商品编码 {value}（{scheme}）不属于品类 {category}。',
    en: 'The product code {value} ({scheme}) is none of the category {category}.',
  },
  EXTENSION_UNKNOWN: {
    status: 422,
    zh: '{division} 没有生效的品类 {category} 地方补充规则 {extension}。',
    en: 'There is no extension {extension} of the category {category} in force in {division}.',
  },
  LOOSENS_STEP: loosening('国家规则包没有的环节', 'allows a step that the national pack does not'),
  LOOSENS_ROLES: loosening('放宽了可办理的主体角色', 'allows a role that the national pack does not'),
  LOOSENS_RECIPIENTS: loosening('放宽了可接收的主体角色', 'allows a recipient that the national pack does not'),
  LOOSENS_STATE: loosening('放宽了允许的状态', 'allows a state that the national pack does not'),
  LOOSENS_FIELD: loosening('改动了国家规则包已规定的字段', 'changes a field that is the national pack’s'),
  LOOSENS_CERTIFICATE: loosening('改动了国家规则包已规定的证书', 'changes a certificate that is the national pack’s'),
  LOOSENS_UNITS: loosening('允许了国家规则包没有的计量单位', 'allows a unit that the national pack does not'),
  LOOSENS_DEADLINE: loosening('延长了上报时限', 'gives more time to report'),
  LOOSENS_MAX_AGE: loosening('允许补报更早的事件', 'takes older events'),
  LOOSENS_RETENTION: loosening('缩短了保存期限', 'keeps records for less time'),
  LOOSENS_SIGNATURES: loosening('减少了签署人数', 'takes fewer signatures'),
  LOOSENS_YIELD: loosening('放宽了产出比例', 'widens the bounds of the yield'),
  LOOSENS_SENSOR: loosening('放宽了温湿度等限值', 'widens a sensor’s limits'),
  LOOSENS_STOP: loosening('取消了不合格即停', 'lets failed lots be traded'),
  STATE_REFUSED: {
    status: 422,
    zh: '{item} 的状态为“{state}”，该步骤只允许：{allowed}。',
    en: '{item} is in the state "{state}"; this step takes: {allowed}.',
  },
  CONDITION_UNMET: condition(''),
  GOODS_EXPIRED: condition('已过期'),
  INSPECTION_OVERDUE: condition('检验已逾期'),
  MAINTENANCE_OVERDUE: condition('维保已逾期'),
  NOT_OWNER: condition('非所有者'),
  QUOTA_EXCEEDED: condition('超出指标'),
  WITHDRAWAL_PERIOD: condition('安全间隔期或休药期未满'),
  CERTIFICATE_TOO_OLD: {
    status: 422,
    zh: '证书 {certificate} 签发已超过 {days} 天。',
    en: 'The certificate {certificate} was issued more than {days} days ago.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;

function loosening(zh: string, en: string): CodeText {
  return {
    status: 422,
    zh: `地方补充规则只能加严：{path} ${zh}（国家：{national}；地方：{local}）。`,
    en: `An extension can only add: {path} ${en} (national: {national}; local: {local}).`,
  };
}

function condition(zh: string): CodeText {
  const why = zh === '' ? '' : `${zh}：`;
  return { status: 422, zh: `${why}{item} 不满足“{zh}”（{en}）。`, en: '{item} does not satisfy: {en} ({zh}).' };
}
