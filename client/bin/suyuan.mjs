#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/node/cli/main.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write(
    '尚未构建，请在仓库根目录执行：npm install && npm run build\n' +
      'Not built yet. Run at the top of the repository: npm install && npm run build\n',
  );
  process.exitCode = 2;
} else {
  const { main: run } = await import(main.href);
  process.exitCode = await run(process.argv.slice(2));
}
