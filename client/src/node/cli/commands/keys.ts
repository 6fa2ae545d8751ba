import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { parseKeyId, TraceError } from '@suyuan/domain';
import { keyAddition, keyReplacement, keyRevocation } from '../../../acts/registry.js';
import { proveKey } from '../../../keys/prove.js';
import { createKeyFile, fileSigner, readKeyFile, writeKeyFile, type KeyFile } from '../../key-file.js';
import { openKey, sealKey } from '../../../keys/key-backup.js';
import { readText, writeNew } from '../../files.js';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import type { Report, Session } from '../session.js';
import { readPassphrase } from '../passphrase.js';
import { signAndSend } from '../sign-and-send.js';
import { fingerprint } from '../table.js';

export function addKeys(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const keys = program.command('keys').description(help.keys);
  leaf(
    keys,
    runner,
    'new',
    help.keysNew,
    { '--participant <uscc>!': help.participant, '--label <text>': help.label_, '--out <file>': help.out },
    makeKey,
  );
  leaf(keys, runner, 'show [file]', help.keysShow, {}, showKey);
  leaf(keys, runner, 'proof [file]', help.keysProof, { '--out <file>': help.out }, showProof);
  const secret = { '--out <file>': help.out, '--passphrase-file <file>': help.passphrase };
  leaf(keys, runner, 'export [file]', help.keysExport, secret, exportKey);
  leaf(keys, runner, 'import <backup>', help.keysImport, secret, importBackup);
  leaf(
    keys,
    runner,
    'add <proof>',
    help.keysAdd,
    { '--label <text>': help.label_ },
    async (own, [proof = ''], values) =>
      signAndSend(own, 'key', [keyAddition(await own.textOrFile(proof), text(values, 'label'))]),
  );
  const rotation = { '--new <file>!': help.newKey, '--label <text>': help.label_, '--reason <text>!': help.reason };
  leaf(keys, runner, 'rotate', help.keysRotate, rotation, rotate);
  const revocation = { '--reason <text>!': help.reason, '--compromised-since <time>': help.since };
  leaf(keys, runner, 'revoke <kid>', help.keysRevoke, revocation, revoke);
  const replacement = { '--reason <text>!': help.reason, '--label <text>': help.label_ };
  leaf(keys, runner, 'replace <proof>', help.keysReplace, replacement, async (own, [proof = ''], values) =>
    signAndSend(own, 'key', [
      keyReplacement(await own.textOrFile(proof), text(values, 'reason') ?? '', text(values, 'label')),
    ]),
  );
}

async function makeKey(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const participant = text(values, 'participant') ?? '';
  const path = text(values, 'out') ?? `${participant}.key.json`;
  const file = await createKeyFile(path, participant, text(values, 'label'));
  const proof = await proveKey(fileSigner(file));
  return {
    ok: true,
    data: { file: path, ...publicPart(file), proof },
    lines: [
      session.say('keyMade', { participant }),
      `${session.say('keyFile')}: ${path}`,
      `${session.say('kid')}: ${file.kid}`,
      '',
      session.say('proofNext'),
      proof,
    ],
  };
}

async function showKey(session: Session, [path]: readonly string[]): Promise<Report> {
  const file = await readKeyFile(keyPath(session, path));
  return {
    ok: true,
    data: publicPart(file),
    lines: [
      `${session.words.table.participant}: ${file.participant}`,
      `${session.say('kid')}: ${file.kid}`,
      `${session.say('fingerprint')}: ${fingerprint(file.kid.slice(file.kid.indexOf(':') + 1))}`,
      ...(file.label === undefined ? [] : [`${session.words.table.label}: ${file.label}`]),
      `${session.say('created')}: ${file.created}`,
      `${session.say('publicKey')}: ${JSON.stringify(file.jwk)}`,
    ],
  };
}

async function showProof(session: Session, [path]: readonly string[], values: Values): Promise<Report> {
  const file = await readKeyFile(keyPath(session, path));
  const proof = await proveKey(fileSigner(file));
  const out = text(values, 'out');
  if (out !== undefined) await writeNew(out, `${proof}\n`);
  return {
    ok: true,
    data: { kid: file.kid, proof },
    lines: [out === undefined ? proof : session.say('saved', { file: out })],
  };
}

/** The same file as the member page writes and reads: docs/key-backup.md. */
async function exportKey(session: Session, [path]: readonly string[], values: Values): Promise<Report> {
  const file = await readKeyFile(keyPath(session, path));
  const out = text(values, 'out') ?? `${file.participant}.key-backup.json`;
  await writeNew(out, await sealKey(file, await readPassphrase(session.env, text(values, 'passphraseFile'))), 0o600);
  return { ok: true, data: { file: out, ...publicPart(file) }, lines: [session.say('saved', { file: out })] };
}

async function importBackup(session: Session, [path = '']: readonly string[], values: Values): Promise<Report> {
  const backup = await readText(path);
  const key = await openKey(backup, await readPassphrase(session.env, text(values, 'passphraseFile')));
  const out = text(values, 'out') ?? `${key.participant}.key.json`;
  await writeKeyFile(out, key);
  return {
    ok: true,
    data: { file: out, ...publicPart(key) },
    lines: [`${session.say('keyFile')}: ${out}`, `${session.say('kid')}: ${key.kid}`],
  };
}

/** One document: the new key is good from the very moment in which the old one is not. */
async function rotate(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const { participant, thumbprint } = await session.signer();
  const path = text(values, 'new') ?? '';
  const label = text(values, 'label');
  const file = existsSync(path) ? await readKeyFile(path) : await createKeyFile(path, participant, label);
  return signAndSend(session, 'key', [
    keyAddition(await proveKey(fileSigner(file)), label ?? file.label),
    keyRevocation(participant, thumbprint, text(values, 'reason') ?? ''),
  ]);
}

async function revoke(session: Session, [kid = '']: readonly string[], values: Values): Promise<Report> {
  const { participant, thumbprint } = parseKeyId(kid);
  const since = text(values, 'compromisedSince');
  const seconds = since === undefined ? undefined : Math.floor(Date.parse(since) / 1000);
  if (Number.isNaN(seconds)) throw new TraceError('USAGE', { reason: `--compromised-since ${since ?? ''}` });
  return signAndSend(session, 'key', [keyRevocation(participant, thumbprint, text(values, 'reason') ?? '', seconds)]);
}

function keyPath(session: Session, path = session.keyPath): string {
  if (path === undefined) throw new TraceError('USAGE', { reason: '--key FILE (SUYUAN_KEY)' });
  return path;
}

/** Everything but the private scalar. */
function publicPart({ participant, kid, label, created, jwk }: KeyFile): Omit<KeyFile, 'd'> {
  return { participant, kid, ...(label === undefined ? undefined : { label }), created, jwk };
}
