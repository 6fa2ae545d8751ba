import type { CodeText } from '../codes.js';

/** Single units, and containers. */
export const UNIT_CODES = {
  UNIT_EXPECTED: {
    status: 422,
    zh: '{path} 须为单件或容器的编码（SGTIN、GIAI、国家单品码、SSCC 等），得到 {value}。',
    en: '{path} must name single units or containers (SGTIN, GIAI, a national unit code, SSCC …), not {value}.',
  },
  UNITS_REQUIRED: {
    status: 422,
    zh: '品类 {category} 一物一码：{lot} 按件计数，须逐件赋码（epcList），不得只写批次数量。',
    en: 'Each piece of the category {category} has a code of its own: commission the units of {lot} (epcList), not a quantity.',
  },
  UNITS_APART: {
    status: 422,
    zh: '单件与批次数量须分为两个赋码事件。',
    en: 'Units and quantities come into being in separate events.',
  },
  PRODUCT_MIXED: {
    status: 422,
    zh: '一次赋码只能含同一产品的单件：{unit} 不属于 {product}。',
    en: 'One commissioning takes units of one product: {unit} is not of {product}.',
  },
  UNIT_EXISTS: {
    status: 409,
    zh: '产品 {product} 的序列号 {serial} 已赋码。',
    en: 'The serial {serial} of the product {product} is commissioned already.',
  },
  SERIALS_CROWDED: {
    status: 422,
    zh: '产品 {product} 的序列号过于分散；请每批使用连续号段或自己的前缀。',
    en: 'The serials of the product {product} lie too scattered: take a range, or a prefix of its own, for each batch.',
  },
  UNIT_UNKNOWN: {
    status: 422,
    zh: '找不到单件 {unit}：请在 witness 的 sets 或 pages 中写明其赋码或装箱事件。',
    en: 'There is no unit {unit} here: name the event that commissioned or packed it in the witness (sets, pages).',
  },
  UNIT_DISPENSED: {
    status: 409,
    zh: '单件 {unit} 已于 {at} 发药（文件 {document} 第 {index} 条），疑为回流药，请停止使用并报告。',
    en: 'The unit {unit} was dispensed at {at} already, by document {document}, entry {index}: do not use it, report it.',
  },
  UNIT_ENDED: {
    status: 409,
    zh: '单件 {unit} 已于 {at} 终结（{step}，文件 {document} 第 {index} 条）。',
    en: 'The unit {unit} ended at {at} ({step}, document {document}, entry {index}).',
  },
  UNIT_ATTACHED: {
    status: 409,
    zh: '单件 {unit} 已装于 {parent}，须先拆下。',
    en: 'The unit {unit} is attached to {parent}: remove it first.',
  },
  NOT_ATTACHED: {
    status: 422,
    zh: '单件 {unit} 并未装于 {parent}。',
    en: 'The unit {unit} is not attached to {parent}.',
  },
  PATIENT_COMMITMENT: {
    status: 422,
    zh: '植入与取出的 parentID 须为 urn:suyuan:patient:<加盐承诺>，并与 suyuan:patient 一致；不得写入患者身份。',
    en: 'The parentID of an implant must be urn:suyuan:patient:<salted commitment>, the same as suyuan:patient; never a person.',
  },
  CONTAINER_EXPECTED: {
    status: 422,
    zh: 'parentID 须为容器（SSCC，或带序列号的 GRAI），得到 {value}。',
    en: 'The parentID must be a container (an SSCC, or a GRAI with its serial), not {value}.',
  },
  CONTAINER_UNKNOWN: { status: 422, zh: '容器 {container} 不存在。', en: 'There is no container {container}.' },
  CONTAINER_USED: {
    status: 409,
    zh: 'SSCC {container} 已用过（文件 {document} 已拆空），请换新的 SSCC。',
    en: 'The SSCC {container} was used and emptied (document {document}): take a new one.',
  },
  CONTAINER_EMPTY: {
    status: 409,
    zh: '容器 {container} 已由文件 {document} 拆空。',
    en: 'The container {container} was emptied, by document {document}.',
  },
  CONTAINER_CROWDED: {
    status: 422,
    zh: '容器 {container} 中批次超过 {most} 个。',
    en: 'The container {container} would hold more than {most} lots.',
  },
  CONTENTS_DIFFER: {
    status: 422,
    zh: '装入容器 {container} 的货物状态不一致。',
    en: 'What is to lie together in the container {container} does not stand alike.',
  },
  INSIDE_CONTAINER: {
    status: 409,
    zh: '{item} 在容器 {container} 内，须先拆包。',
    en: '{item} is inside the container {container}: unpack it first.',
  },
  NOT_INSIDE: {
    status: 422,
    zh: '{item} 不在容器 {container} 内。',
    en: '{item} is not inside the container {container}.',
  },
  INSUFFICIENT_CONTENTS: {
    status: 422,
    zh: '容器 {container} 内批次 {lot} 仅有 {packed} {uom}，不足 {asked}。',
    en: 'Of the lot {lot} the container {container} holds only {packed} {uom}, not {asked}.',
  },
  ITEM_IN_TRANSIT: {
    status: 409,
    zh: '{item} 正在途中（发货 {shipment}）。',
    en: '{item} is on its way (shipment {shipment}).',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
