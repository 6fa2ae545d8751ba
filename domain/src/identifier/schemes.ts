import {
  readDeviceRegistration,
  readDrugApproval,
  readPesticideRegistration,
  readVetDrugApproval,
} from './approval.js';
import { readCitizenNumber } from './citizen-number.js';
import type { IdentifierScheme, Named } from './code.js';
import { readCustomsDeclaration, readHsCode, readOverseasProducer } from './customs.js';
import { readDivision } from './division.js';
import { readDrugBaseCode, readDrugTraceCode } from './drug-code.js';
import { readEcode } from './ecode.js';
import { readCylinderCode, readElevatorCode, readEquipmentCode } from './equipment-code.js';
import { readFoodLicence } from './food-licence.js';
import { parseLot, parseSerial } from './gs1-code.js';
import { readGs1 } from './gs1-text.js';
import type { Scheme } from './identifier.js';
import { readOid } from './oid.js';
import { readCreditCode, readOrganisationCode } from './organisation-code.js';
import { readCas, readUnNumber } from './substance.js';
import { readUdi } from './udi.js';
import { readDetonatorCode, readOrganicMark, readPesticideCode, readVetDrugCode } from './unit-code.js';
import { readVin } from './vin.js';

/**
 * Every scheme that a category pack may name for a field, by id: docs/identifiers.md says form, check, canonical form and
 * source of each.
 */
export const SCHEMES = {
  gtin: gs1('gtin', '商品条码', 'GTIN', 'thing', '01'),
  lgtin: gs1('lgtin', '商品批次', 'GTIN and lot', 'thing'),
  sgtin: gs1('sgtin', '单品编码', 'GTIN and serial number', 'thing'),
  upui: gs1('upui', '包装唯一标识', 'GTIN and controlled serial number', 'thing'),
  itip: gs1('itip', '组件编码', 'individual trade item piece', 'thing'),
  sscc: gs1('sscc', '物流单元代码', 'SSCC', 'thing', '00'),
  gln: gs1('sgln', '位置码', 'GLN of a place', 'place', '414'),
  pgln: gs1('pgln', '参与方位置码', 'GLN of a party', 'party', '417'),
  grai: gs1('grai', '可回收资产代码', 'GRAI', 'thing', '8003'),
  giai: gs1('giai', '单个资产代码', 'GIAI', 'thing', '8004'),
  gdti: gs1('gdti', '文件类型代码', 'GDTI', 'document', '253'),
  sgcn: gs1('sgcn', '优惠券代码', 'GCN', 'document', '255'),
  gsrn: gs1('gsrn', '服务关系代码', 'GSRN of a recipient', 'party', '8018'),
  gsrnp: gs1('gsrnp', '服务提供方代码', 'GSRN of a provider', 'party', '8017'),
  ginc: gs1('ginc', '托运代码', 'GINC', 'thing', '401'),
  gsin: gs1('gsin', '装运代码', 'GSIN', 'thing', '402'),
  cpi: gs1('cpi', '部件代码', 'component or part', 'thing', '8010'),
  lot: own('批号', 'lot number', 'part', (text) => ({ value: parseLot(text) })),
  serial: own('序列号', 'serial number', 'part', (text) => ({ value: parseSerial(text) })),
  uscc: own('统一社会信用代码', 'unified social credit code', 'party', readCreditCode),
  'organisation-code': own('组织机构代码', 'organisation code', 'party', readOrganisationCode),
  division: own('行政区划代码', 'administrative division', 'place', readDivision),
  'drug-base-code': own('药品本位码', 'drug base code', 'thing', readDrugBaseCode),
  'drug-trace-code': own('药品追溯码', 'drug trace code', 'thing', readDrugTraceCode),
  'vet-drug-code': own('兽药追溯码', 'veterinary drug trace code', 'thing', readVetDrugCode),
  'pesticide-code': own('农药单元识别代码', 'pesticide unit code', 'thing', readPesticideCode),
  'detonator-code': own('工业雷管编码', 'detonator code', 'thing', readDetonatorCode),
  'organic-mark': own('有机码', 'organic mark code', 'thing', readOrganicMark),
  'equipment-code': own('特种设备代码', 'special equipment code', 'thing', readEquipmentCode),
  'elevator-code': own('电梯设备代码', 'special equipment code of a lift', 'thing', readElevatorCode, 'equipment-code'),
  'cylinder-code': own(
    '气瓶设备代码',
    'special equipment code of a cylinder',
    'thing',
    readCylinderCode,
    'equipment-code',
  ),
  vin: own('车辆识别代号', 'vehicle identification number', 'thing', readVin),
  udi: own('医疗器械唯一标识', 'unique device identification', 'thing', readUdi),
  oid: own('对象标识符', 'object identifier', 'thing', readOid),
  ecode: own('物品编码 Ecode', 'Ecode', 'thing', readEcode),
  cas: own('CAS 号', 'CAS registry number', 'kind', readCas),
  'un-number': own('联合国编号', 'UN number', 'kind', readUnNumber),
  'hs-code': own('海关商品编号', 'HS code', 'kind', readHsCode),
  'sc-licence': own('食品生产许可证编号', 'food production licence', 'document', readFoodLicence),
  'drug-approval': own('药品批准文号', 'drug approval', 'document', readDrugApproval),
  'vet-drug-approval': own('兽药批准文号', 'veterinary drug approval', 'document', readVetDrugApproval),
  'pesticide-registration': own('农药登记证号', 'pesticide registration', 'document', readPesticideRegistration),
  'device-registration': own('医疗器械注册证编号', 'medical device registration', 'document', readDeviceRegistration),
  'overseas-producer': own('境外生产企业在华注册编号', 'overseas producer registration', 'party', readOverseasProducer),
  'customs-declaration': own('报关单号', 'customs declaration', 'document', readCustomsDeclaration),
  'citizen-number': own('公民身份号码', 'citizen number', 'person', readCitizenNumber),
} as const satisfies Readonly<Record<string, IdentifierScheme>>;

export type SchemeId = keyof typeof SCHEMES;

export function isSchemeId(text: string): text is SchemeId {
  return Object.hasOwn(SCHEMES, text);
}

/** A scheme of GS1 (General Specifications §3); `ai` where the key may stand by itself. */
function gs1(scheme: Scheme, zh: string, en: string, names: Named, ai?: string): IdentifierScheme {
  return { zh, en, names, read: (text) => readGs1(scheme, text, [scheme], ai) };
}

function own(zh: string, en: string, names: Named, read: IdentifierScheme['read'], within?: string): IdentifierScheme {
  return within === undefined ? { zh, en, names, read } : { zh, en, names, read, within };
}
