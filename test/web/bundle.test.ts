import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const read = (path: string): Buffer => readFileSync(join(DIST, path));
const text = (path: string): string => read(path).toString('utf8');

/** The scripts that a page loads before it can show anything: its own, and those that they import. */
function scriptsOf(page: string): string[] {
  const loaded = new Set<string>();
  const add = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const [, name = ''] of text(path).matchAll(/(?:^|[;}])import(?:[^"'();]*from)?\s*["']\.\/([^"']+\.js)["']/g)) {
      add(`assets/${name}`);
    }
  };
  for (const [, path = ''] of text(page).matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) add(path);
  return [...loaded];
}

function bytes(paths: readonly string[], ending: string): number {
  return paths.reduce((sum, path) => sum + read(path + ending).length, 0);
}

describe('the built pages', () => {
  it('keep the consumer page under 60 KB of script, as it is sent', () => {
    const scripts = scriptsOf('index.html');
    expect(scripts).to.have.length.above(0);
    // And the words of the reader's language, which are a script of their own.
    const words = readdirSync(join(DIST, 'assets')).filter((name) => /^(zh|en)-[^.]*\.js$/.test(name));
    expect(words).to.have.length(2);
    const sent = (ending: string): number =>
      bytes(scripts, ending) + Math.max(...words.map((name) => bytes([`assets/${name}`], ending)));
    expect(sent('.br')).to.be.below(60_000);
    // For those who take no Brotli: over plain HTTP, on a local network.
    expect(sent('.gz')).to.be.below(70_000);
  });

  it('keep the curves out of it: they are for pages without WebCrypto', () => {
    for (const path of scriptsOf('index.html')) {
      expect(path).not.to.include('nist');
      // A message of @noble/curves: it is in the chunk that is fetched where there is no WebCrypto, and nowhere else.
      expect(text(path)).not.to.include('equation left != right');
    }
  });

  it('keep out of it what few journeys take, and what only some pages say', () => {
    const first = scriptsOf('index.html').join();
    const all = readdirSync(join(DIST, 'assets')).join();
    for (const part of [
      'rare',
      'unit-view',
      'lot-packing',
      'container',
      'elsewhere',
      'failed-details',
      'pin-changed',
    ]) {
      expect(all).to.include(`${part}-`);
      expect(first).not.to.include(`/${part}-`);
    }
  });

  it('have every text file in both compressions, with the same content', () => {
    const files = [...readdirSync(DIST), ...readdirSync(join(DIST, 'assets')).map((name) => `assets/${name}`)];
    const plain = files.filter((name) => /\.(js|css|html|svg)$/.test(name));
    expect(plain.length).to.be.above(5);
    for (const path of plain) {
      expect(brotliDecompressSync(read(`${path}.br`)).equals(read(path)), path).to.equal(true);
      expect(gunzipSync(read(`${path}.gz`)).equals(read(path)), path).to.equal(true);
    }
  });

  it('have no inline script nor style, and name no other origin to load from', () => {
    for (const page of ['index.html', 'member.html']) {
      const html = text(page);
      expect(html).not.to.match(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/);
      expect(html).not.to.match(/(?:src|href)="(?!\/)/);
      expect(html).to.include('<html lang="zh-CN">').and.to.include('<noscript>');
    }
  });

  it('are written for browsers of 2020: no syntax that came later', () => {
    for (const name of readdirSync(join(DIST, 'assets')).filter((file) => file.endsWith('.js'))) {
      const code = text(`assets/${name}`);
      expect(code, name).not.to.match(/\?\?=|\|\|=|&&=|\bstatic\s*\{|[\w$]\?\.[\w$[(]/);
    }
  });
});
