import type { Language } from '@suyuan/domain';

const zh = {
  start: {
    heading: '它从哪里来，经过了谁？',
    lead: '扫描包装上的追溯码，或输入编码。记录上的每个签名，都由您的手机自己核对。',
    code: '追溯码或商品条码',
    codeHint: '可输入二维码中的链接、EPC URN，或 8 至 14 位条码数字',
    lot: '批号',
    lotHint: '印在包装上“批号”“LOT”之后',
    submit: '查询',
    scan: '扫码',
    scanStop: '停止扫码',
    scanAim: '请将二维码对准框内',
    scanDenied: '无法使用摄像头，请在浏览器设置中允许，或手动输入编码。',
    scanNothing: '这个码不是追溯码，请换一个再试。',
    empty: '请先输入编码。',
    unknownForm: '看不懂这个编码。请检查是否输全，或直接扫描二维码。',
    lotMissing: '还差批号：同一商品有许多批次，请输入包装上的批号。',
    how: '这个页面如何工作',
    howSteps: [
      '每个经手的单位用自己的密钥签下自己做过的事：采收、发货、收货、检验。',
      '记录写入账本：只能追加，每一条都带着签名。',
      '您的浏览器取得原始记录，逐条核对签名，直到标签上所印的监管方密钥。',
    ],
  },
  mistyped: {
    heading: '编码有误',
    digit: (code: string, given: string, expected: string) =>
      `编码 ${code} 的最后一位是校验位：现为 ${given}，按其余数字应为 ${expected}。通常是某一位输错，或两位颠倒。`,
    form: (code: string, scheme: string) => `“${code}”不是有效的 ${scheme} 编码。`,
    unknown: (code: string) => `“${code}”不是本系统认识的编码。`,
    again: '请对照包装重新输入',
  },
};

const en: typeof zh = {
  start: {
    heading: 'Where does it come from, and through whose hands?',
    lead: 'Scan the code on the package, or type it in. Your own phone checks every signature on its records.',
    code: 'Traceability code or barcode',
    codeHint: 'The link in the QR code, an EPC URN, or the 8 to 14 digits of the barcode',
    lot: 'Lot number',
    lotHint: 'Printed on the package after "LOT" or "批号"',
    submit: 'Look up',
    scan: 'Scan',
    scanStop: 'Stop scanning',
    scanAim: 'Hold the code inside the frame',
    scanDenied: 'The camera cannot be used. Allow it in the browser’s settings, or type the code.',
    scanNothing: 'That is not a traceability code. Try another one.',
    empty: 'Enter a code first.',
    unknownForm: 'This code makes no sense here. Check that it is complete, or scan the QR code.',
    lotMissing: 'The lot number is missing: a product has many lots. Enter the one on the package.',
    how: 'How this page works',
    howSteps: [
      'Everyone who handles the goods signs what they did with a key of their own: harvest, dispatch, receipt, inspection.',
      'The records go onto a ledger that can only be added to, each with its signature.',
      'Your browser fetches the original records and checks each signature, up to the regulator’s key on the label.',
    ],
  },
  mistyped: {
    heading: 'There is a mistake in the code',
    digit: (code, given, expected) =>
      `The last digit of ${code} is a check digit: it is ${given}, but the other digits call for ${expected}. Usually one digit is wrong, or two are swapped.`,
    form: (code, scheme) => `"${code}" is not a valid ${scheme}.`,
    unknown: (code) => `"${code}" is not a code that is known here.`,
    again: 'Compare with the package and type it again',
  },
};

/** Words of the pages on which a code is typed or scanned. */
export const ASKING_TEXT: Readonly<Record<Language, typeof zh>> = { zh, en };
export type AskingText = typeof zh;
