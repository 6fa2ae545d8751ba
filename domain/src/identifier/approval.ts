import type { Reading, Warning } from './code.js';
import { capitals, fits, invalid } from './form.js';

/*
 * Numbers under which an authority lets a product on the market. Their form alone is known here; whether one was given,
 * for what, and until when, the registers on the ledger say.
 */

/** What a drug approval is for: chemical, Chinese medicine, biological; before 2020 also B, T, F and J. */
const DRUG_KINDS = 'HZSBTFJ';

/**
 * Drug approval (药品批准文号, 药品注册管理办法 2020 §123): `国药准字H20040001`, C behind the kind for Hong Kong, Macau and
 * Taiwan, J for imported drugs. Import licences of before 2020, `H20140001`, are taken with a warning.
 */
export function readDrugApproval(text: string): Reading {
  const value = capitals(text);
  const plain = value.startsWith('国药准字') ? value.slice(4) : undefined;
  const [kind, more] = [(plain ?? '').charAt(0), (plain ?? '').charAt(1)];
  if (plain !== undefined && DRUG_KINDS.includes(kind) && fits(plain, '@########')) return { value };
  if ('HZS'.includes(kind) && (more === 'C' || more === 'J') && fits(plain ?? '', '@@########')) return { value };
  const old = value.startsWith('B') ? value.slice(1) : value;
  const imported = 'HZS'.includes(old.charAt(0)) && (fits(old, '@########') || fits(old, '@C########'));
  return imported
    ? outdated('drug-approval', value)
    : invalid('drug-approval', text, '国药准字, 1 or 2 letters, 8 digits');
}

/** Veterinary drug approval (兽药产品批准文号管理办法 2015 §30): `兽药字` or its kin, province 2, firm 3, product 4. */
export function readVetDrugApproval(text: string): Reading {
  for (const head of ['兽药字', '兽药生字', '兽药添字', '兽药临字']) {
    if (!text.startsWith(head) || !fits(text.slice(head.length), '#########')) continue;
    const digits = text.slice(head.length);
    const parts = { province: digits.slice(0, 2), firm: digits.slice(2, 5), product: digits.slice(5) };
    return { value: text, parts };
  }
  return invalid('vet-drug-approval', text, '兽药字 (生, 添, 临) and 9 digits');
}

/** Letters of a pesticide registration; the longer ones first. */
const PESTICIDE_KINDS = ['PDN', 'WPN', 'PD', 'WP', 'LS', 'WL', 'EX'] as const;

/**
 * Pesticide registration (农药登记管理办法 §22): `PD20080005`, year 4 and sequence 4; WP for public health, LS and WL
 * provisional, EX for export, perhaps `F` and digits for repacking. Older ones, `PD86101`, are taken with a warning.
 */
export function readPesticideRegistration(text: string): Reading {
  const value = capitals(text);
  const kind = PESTICIDE_KINDS.find((each) => value.startsWith(each)) ?? '';
  const rest = value.slice(kind.length);
  const parts = { kind };
  if (kind !== '' && (fits(rest, '########') || fits(rest, '########F######'))) return { value, parts };
  const older = kind !== '' && rest.length >= 3 && rest.length <= 12 && isDigitsWithHyphens(rest);
  return older
    ? { ...outdated('pesticide-registration', value), parts }
    : invalid('pesticide-registration', text, 'PD, WP, LS or EX and 8 digits');
}

/** 国 and the short names of provinces: who registered a device. */
const AUTHORITIES = '国京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';

/**
 * Medical device (医疗器械注册与备案管理办法 2021 §120): registration `国械注准20213130001` (准 domestic, 进 imported, 许 from Hong
 * Kong, Macau and Taiwan; year 4, class 2 or 3, kind 2, sequence 4), or filing of class 1, `沪浦械备20210001`.
 */
export function readDeviceRegistration(text: string): Reading {
  const scheme = 'device-registration';
  const at = text.indexOf('械');
  const place = at >= 1 && at <= 3 && AUTHORITIES.includes(text.charAt(0)) && isHan(text.slice(1, at));
  const rest = text.slice(at + 1);
  if (place && rest.startsWith('备') && fits(rest.slice(1), '########')) return { value: text, parts: { class: '1' } };
  const [form, digits] = [rest.slice(0, 2), rest.slice(2)];
  const registered = form === '注准' || form === '注进' || form === '注许';
  const deviceClass = digits.charAt(4);
  if (place && at === 1 && registered && fits(digits, '###########') && (deviceClass === '2' || deviceClass === '3')) {
    return { value: text, parts: { class: deviceClass } };
  }
  return invalid(scheme, text, '国械注准 and 11 digits, or 械备 and 8 digits');
}

function outdated(scheme: string, value: string): Reading {
  const warning: Warning = { code: 'FORM_OUTDATED', facts: { value, scheme } };
  return { value, warnings: [warning] };
}

function isDigitsWithHyphens(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!fits(text.charAt(i), '#') && text.charAt(i) !== '-') return false;
  return fits(text.charAt(0), '#') && fits(text.charAt(text.length - 1), '#');
}

function isHan(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x4e00 || text.charCodeAt(i) > 0x9fff) return false;
  return true;
}
