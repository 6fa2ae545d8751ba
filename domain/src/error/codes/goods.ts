import type { CodeText } from '../codes.js';

/** What happens to goods while somebody has them: states, service, sensors, sales and uses, balances. */
export const GOODS_CODES = {
  STATE_SPLIT: {
    status: 422,
    zh: '该步骤改变状态，须写明 {item} 的全部数量 {held}，而不是 {asked}。',
    en: 'This step changes the state of {item}: name all of it, {held}, not {asked}; or hand a part over first.',
  },
  STATE_DIFFERS: {
    status: 422,
    zh: '批次 {lot} 中“{held}”的货物与“{came}”的货物不能并在一起。',
    en: 'Of the lot {lot}, goods that are "{held}" and goods that are "{came}" do not go together: keep them apart.',
  },
  NOT_CARRIER: {
    status: 403,
    zh: '发货 {shipment} 写明的承运方是 {expected}。',
    en: 'The shipment {shipment} names as its carrier: {expected}.',
  },
  SERVICE_REFUSED: {
    status: 403,
    zh: '{participant} 不能对他人持有的货物办理“{step}”，须具备：{roles}。',
    en: 'The participant {participant} cannot do "{step}" to goods that another holds; it takes the role: {roles}.',
  },
  SENSOR_EXCURSION: {
    status: 422,
    zh: '{item} 的监测数据曾超出限值（{report}），须先取得放行证书：{release}。',
    en: 'A sensor report of {item} left its limits ({report}): it goes on with a release certificate only: {release}.',
  },
  CATEGORY_UNBALANCED: {
    status: 422,
    zh: '品类 {category} 不实行总量指标管理。',
    en: 'The category {category} has no quotas.',
  },
  BALANCE_SHORT: {
    status: 422,
    zh: '{substance} 的可用量为 {left} {uom}，不足 {asked}。',
    en: 'Of {substance} there are {left} {uom}, which do not cover {asked}.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
