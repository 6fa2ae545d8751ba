import type { Command } from 'commander';
import { KINDS, parseJson, TraceError, type Kind } from '@suyuan/domain';
import type { Signer } from '../../../keys/signer.js';
import { documentId, signDocument } from '../../../signing/sign-document.js';
import { nowSeconds } from '../../../time.js';
import { nodeHash } from '../../hash.js';
import { writeNew } from '../../files.js';
import { readContent } from '../read-content.js';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { reportResults } from '../render-result.js';
import type { Report, Session } from '../session.js';
import { findErrors, lifetime } from '../sign-and-send.js';
import { summary } from '../summary.js';
import { showTime } from '../table.js';

export function addSign(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const options = {
    '--out <file>': help.out,
    '--kind <kind>': help.kind,
    '--aud <urn>': help.aud,
    '--days <n>': help.days,
  };
  leaf(program, runner, 'sign <file>', help.sign, options, sign);
}

/** Shows every entry as it will be signed, and writes nothing where one of them could never be accepted. */
async function sign(session: Session, [file = '']: readonly string[], values: Values): Promise<Report> {
  const kind = readKind(text(values, 'kind'));
  const content = await readContent(file, kind);
  if ('documents' in content) throw new TraceError('USAGE', { reason: `${file}: send` });
  const signer = await session.signer();
  const aud = text(values, 'aud') ?? (await session.gateway().ledger()).aud;
  const days = text(values, 'days');
  const now = nowSeconds();
  const document = await signDocument(kind, content.values, {
    aud,
    signer,
    now,
    lifetime: lifetime(days),
    hash: nodeHash,
  });
  const id = documentId(document, nodeHash);
  const shown = describe(session, kind, signer, content.values);
  const ignored = content.ignored.length > 0 ? [session.say('ignored', { names: content.ignored.join(', ') })] : [];
  const errors = findErrors(session, document);
  if (errors.length > 0) {
    const report = reportResults(session, [file], [{ id, status: 'refused', errors }]);
    return { ...report, lines: [...shown, ...ignored, '', ...report.lines] };
  }
  const out = text(values, 'out') ?? file.replace(/(\.jsonld|\.json)?$/, '.signed.json');
  await writeNew(out, `${JSON.stringify(document)}\n`);
  const exp = showTime(now + lifetime(days));
  return {
    ok: true,
    data: { id, file: out, document },
    lines: [
      ...shown,
      ...ignored,
      session.say('signedForLedger', { aud, exp }),
      session.say('signed', { id, file: out }),
    ],
  };
}

function describe(session: Session, kind: Kind, { kid }: Signer, values: readonly string[]): string[] {
  return [
    session.say('willSign', { kind, n: values.length, kid }),
    ...values.map((value, index) => `  ${session.say('entry', { index })}: ${summary(parseJson(value))}`),
  ];
}

function readKind(word = 'events'): Kind {
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined) throw new TraceError('USAGE', { reason: `--kind ${word}` });
  return kind;
}
