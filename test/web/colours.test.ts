import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const css = readFileSync(new URL('../../web/src/ui/base.css', import.meta.url), 'utf8');

/** The custom properties of one scheme: `:root` blocks come light, dark, print. */
function scheme(index: number): ReadonlyMap<string, string> {
  const block = [...css.matchAll(/:root \{([^}]*)\}/g)][index]?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on ground, as the style sheets pair them. */
const PAIRS = [
  ...['paper', 'card', 'accent-wash', 'bad-wash', 'warn-wash'].map((ground) => ['ink', ground]),
  ...['paper', 'card', 'accent-wash', 'warn-wash', 'bad-wash'].map((ground) => ['soft', ground]),
  ...['paper', 'card', 'accent-wash'].map((ground) => ['accent', ground]),
  ['on-accent', 'accent'],
  ...['card', 'paper', 'bad-wash'].map((ground) => ['bad', ground]),
  ['card', 'bad'],
  ...['card', 'warn-wash'].map((ground) => ['warn', ground]),
] as const;

describe('the colours of the pages', () => {
  for (const [name, index] of [
    ['light', 0],
    ['dark', 1],
  ] as const) {
    it(`reach AA (4.5 to 1) in the ${name} scheme`, () => {
      const colours = scheme(index);
      for (const [text = '', ground = ''] of PAIRS) {
        const ratio = contrast(colours.get(text) ?? '', colours.get(ground) ?? '');
        expect(ratio, `${text} on ${ground}`).to.be.at.least(4.5);
      }
    });
  }
});
