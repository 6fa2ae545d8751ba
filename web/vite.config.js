import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompress } from './precompress.js';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Two pages, each with scripts of its own; a gateway serves `dist` as it stands. */
export default defineConfig({
  root: file('.'),
  base: '/',
  plugins: [precompress()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers of 2020, which includes the web views inside chat apps. BigInt (quantities, curves) sets the lower bound.
    target: ['chrome73', 'edge79', 'firefox72', 'safari14'],
    // A fortieth smaller than what esbuild makes of it: the consumer's page has a budget (test/web/bundle.test.ts).
    minify: 'terser',
    terserOptions: { module: true, compress: { passes: 2 }, format: { comments: false } },
    modulePreload: { polyfill: false },
    // Nothing is inlined as data: the content security policy allows this origin alone.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { consumer: file('index.html'), member: file('member.html') },
      // The rules of the domain have no side effects, so what a page does not use of them is left out.
      treeshake: { moduleSideEffects: (id) => !/\/(domain|client)\/dist\//.test(id) },
    },
  },
});
