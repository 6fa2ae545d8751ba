import { toSVG } from 'bwip-js';
import { keys, parsePath, toDigitalLink, TraceError, type LotRecord, type ParticipantRecord } from '@suyuan/domain';
import type { Service } from './service.js';

/** Millimetres; the code is 40 wide with its quiet zone: read from half a metre by any phone. */
const WIDTH = 90;
const HEIGHT = 50;
const CODE = 40;

/**
 * A label of a lot, ready to print: QR code of its Digital Link at this gateway, the root regulator's key in the
 * fragment (what a phone pins at its first scan), product, lot and maker to read. Throws NOT_FOUND, LEDGER_UNAVAILABLE.
 */
export async function drawLabel(service: Service, path: string): Promise<string> {
  const [lot, maker, ledger] = await service.index.read((view) => {
    const record = view.state(keys.lot(path));
    if (record === undefined) throw new TraceError('NOT_FOUND', { what: path });
    return [record, view.participant(record.maker), view.state(keys.ledger())] as const;
  });
  if (ledger === undefined) throw new TraceError('LEDGER_UNAVAILABLE');
  const link = `${toDigitalLink(parsePath(path), service.origins[0] ?? '')}#r=${ledger.root}`;
  return svg(link, lines(lot, maker));
}

function lines(
  lot: LotRecord,
  maker: ParticipantRecord | undefined,
): readonly (readonly [size: number, text: string])[] {
  const { key, lot: number = '' } = parsePath(lot.lot);
  const { zh, en } = maker?.name ?? { zh: lot.maker };
  return [
    [4.6, lot.product.zh],
    [3, lot.product.en ?? ''],
    [3, ''],
    [3, `批次 Lot  ${number}`],
    [3, `GTIN  ${key}`],
    [3, ''],
    [3, `生产者 ${zh}`],
    [2.6, en ?? ''],
    [2.6, ''],
    [2.6, '扫码查看来源并自行核验 · Scan to verify'],
  ];
}

function svg(link: string, texts: ReturnType<typeof lines>): string {
  const code = toSVG({ bcid: 'qrcode', text: link, paddingwidth: 8, paddingheight: 8 });
  let y = 5;
  const rows = texts.flatMap(([size, text]) => {
    y += size * (text === '' ? 0.6 : 1.35);
    if (text === '') return [];
    const fit =
      estimate(text) * size > WIDTH - CODE - 3
        ? ` textLength="${WIDTH - CODE - 3}" lengthAdjust="spacingAndGlyphs"`
        : '';
    return [`<text x="${CODE + 1}" y="${y.toFixed(2)}" font-size="${size}"${fit}>${escape(text)}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}mm" height="${HEIGHT}mm" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<title>${escape(link)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    code.replace('<svg ', `<svg x="0" y="5" width="${CODE}" height="${CODE}" `),
    `<g fill="#000" font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Source Han Sans SC',sans-serif">`,
    ...rows,
    '</g></svg>',
  ].join('\n');
}

/** Width in units of the font's size: Chinese characters are square, others about half as wide. */
function estimate(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56;
  return width;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
