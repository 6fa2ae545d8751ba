import type { Command } from 'commander';
import type { DocumentResult, SignedDocument } from '@suyuan/domain';
import { signDocument } from '../../../signing/sign-document.js';
import { nodeHash } from '../../hash.js';
import { readContent } from '../read-content.js';
import { leaf, type Runner, type Values } from '../leaf.js';
import { reportResults } from '../render-result.js';
import type { Report, Session } from '../session.js';

/** Documents in one request at most: a gateway bounds the size of bodies. */
const TOGETHER = 20;

export function addSend(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  leaf(program, runner, 'send <file...>', help.send, { '--check': help.check }, send);
}

async function send(session: Session, files: readonly string[], values: Values): Promise<Report> {
  const documents: { readonly name: string; readonly document: SignedDocument }[] = [];
  for (const file of files) {
    for (const document of await read(session, file)) documents.push({ name: file, document });
  }
  const client = session.gateway();
  const results: DocumentResult[] = [];
  for (let at = 0; at < documents.length; at += TOGETHER) {
    const some = documents.slice(at, at + TOGETHER).map(({ document }) => document);
    const answer = await client.send(some, { check: values['check'] === true });
    results.push(...answer.results);
  }
  return reportResults(
    session,
    documents.map(({ name }) => name),
    results,
  );
}

/** Signed documents as they are; anything else is EPCIS, signed now with the session's key. */
async function read(session: Session, file: string): Promise<readonly SignedDocument[]> {
  const content = await readContent(file);
  if ('documents' in content) return content.documents;
  const signer = await session.signer();
  const { aud } = await session.gateway().ledger();
  return [await signDocument('events', content.values, { aud, signer, hash: nodeHash })];
}
