import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Rules broken in a house of stubs, in a folder of its own, to which `files` are added: `<rule> in <file>`. */
function cruise(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-boundaries-'));
  try {
    const rooms = ['domain', 'block', 'chaincode', 'client', 'gateway', 'network/embedded', 'web'];
    const stubs = Object.fromEntries(rooms.map((room) => [`${room}/src/index.ts`, 'export {};']));
    for (const [path, text] of Object.entries({ ...stubs, ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const options = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...rooms];
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], { cwd: folder, encoding: 'utf8' });
    expect(stdout, stderr).to.not.equal('');
    const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
    return summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What each offender does, its file, its text, and the rule that must find it. */
const OFFENDERS = [
  ['domain imports a Node module', 'domain/src/a.ts', "import 'node:crypto';", 'domain-stands-alone'],
  [
    'domain imports a type of Node',
    'domain/src/b.ts',
    "import type { Buffer } from 'node:buffer'; export type B = Buffer;",
    'domain-stands-alone',
  ],
  ['domain imports a room', 'domain/src/c.ts', "import '../../block/src/index.js';", 'domain-imports-downwards'],
  ['gateway imports chaincode', 'gateway/src/a.ts', "import '../../chaincode/src/b.js';", 'gateway-imports-downwards'],
  [
    'gateway imports the embedded ledger',
    'gateway/src/b.ts',
    "import '../../network/embedded/src/index.js';",
    'gateway-imports-downwards',
  ],
  [
    'chaincode imports block',
    'chaincode/src/b.ts',
    "import '../../block/src/index.js';",
    'chaincode-imports-downwards',
  ],
  [
    'the embedded ledger imports the gateway',
    'network/embedded/src/a.ts',
    "import '../../../gateway/src/index.js';",
    'network-embedded-imports-downwards',
  ],
  ['web imports the gateway', 'web/src/a.ts', "import '../../gateway/src/index.js';", 'web-imports-downwards'],
  ['the client imports a Node module', 'client/src/a.ts', "import 'node:fs';", 'browser-code-has-no-node'],
  [
    'a page imports the half of the client that needs Node',
    'web/src/b.ts',
    "import '../../client/src/node/index.js';",
    'browser-code-leaves-client-node-alone',
  ],
  [
    'a room is entered by the window',
    'block/src/a.ts',
    "import '../../domain/src/d.js';",
    'rooms-are-entered-by-the-door',
  ],
  [
    'modules turn in a circle',
    'block/src/b.ts',
    "import { c } from './c.js'; export const b: number = c;",
    'no-cycles',
  ],
  ['what is imported does not exist', 'block/src/d.ts', "import './nowhere.js';", 'resolvable'],
] as const;

describe('import boundaries', () => {
  it('finds nothing wrong with a house in order', () => {
    const house = {
      'domain/src/a.ts': 'export const a = 1;',
      'domain/src/b.ts': "export { a } from './a.js';",
      'client/src/node/index.ts': "export { readFileSync } from 'node:fs';",
      'gateway/src/server.ts': "export { createServer } from 'node:http';",
    };
    expect(cruise(house)).to.deep.equal([]);
  }).timeout(60_000);

  describe('finds that', () => {
    let found: readonly string[];
    before(function () {
      this.timeout(60_000);
      found = cruise({
        ...Object.fromEntries(OFFENDERS.map(([, file, text]) => [file, text])),
        'domain/src/d.ts': 'export const d = 1;',
        'block/src/c.ts': "import { b } from './b.js'; export const c: number = b;",
        'client/src/node/index.ts': "export { readFileSync } from 'node:fs';",
      });
    });

    for (const [title, file, , rule] of OFFENDERS) {
      it(title, () => {
        expect(found).to.include(`${rule} in ${file}`);
      });
    }
  });
});
