import { signDocument, type Signer, type SigningOptions } from '@suyuan/client';
import { encodeEntry, formatKeyId, type SignedDocument } from '@suyuan/domain';
import { requireActor, type Actor } from './actors.js';
import type { Attempt, Chain } from './chain.js';
import { entriesOf, withWitness } from './entries.js';
import { codesOf, describeResult } from './failure.js';
import type { Occasion } from './placeholders.js';
import { sendOne } from './registry.js';

const DAY = 86_400;

/** Sends what must be refused. Answers what was wrong with the refusal, undefined where it was the expected one. */
export async function attempt(
  chain: Chain,
  what: Attempt,
  actors: ReadonlyMap<string, Actor>,
  aud: string,
  occasion: Occasion,
): Promise<string | undefined> {
  const actor = requireActor(actors, what.by);
  const document = await sign(chain, what, actor, otherKey(actors, what.by), aud, occasion);
  const result = await sendOne(actor.client, withWitness(document, what, occasion));
  if (result.status === 'refused' && codesOf(result).join() === what.code) return undefined;
  return `${what.id} (${what.says}): expected ${what.code}, got ${describeResult(result)}`;
}

function otherKey(actors: ReadonlyMap<string, Actor>, name: string): Signer {
  const other = [...actors].find(([candidate]) => candidate !== name);
  if (other === undefined) throw new Error('the chain has one participant only');
  return other[1].signer;
}

async function sign(
  chain: Chain,
  { tamper, ...what }: Attempt,
  { signer }: Actor,
  other: Signer,
  aud: string,
  occasion: Occasion,
): Promise<SignedDocument> {
  const texts = entriesOf(chain, what, occasion);
  const now = Math.floor(occasion.now.getTime() / 1000);
  const as = (options: Partial<SigningOptions>): Promise<SignedDocument> =>
    signDocument(what.kind, texts, { aud, signer, ...options });
  if (tamper === undefined) return as({});
  switch (tamper) {
    case 'entry': {
      const { jws, entries } = await as({});
      const altered = encodeEntry(texts[0] ?? '', crypto.getRandomValues(new Uint8Array(16)));
      return { jws, entries: [altered, ...entries.slice(1)] };
    }
    case 'signature':
      return as({ signer: { ...signer, sign: (bytes) => other.sign(bytes) } });
    case 'key': {
      const { participant } = signer;
      return as({ signer: { ...other, participant, kid: formatKeyId({ participant, thumbprint: other.thumbprint }) } });
    }
    case 'audience':
      return as({ aud: `${aud.slice(0, aud.lastIndexOf(':'))}:${'0'.repeat(64)}` });
    case 'expired':
      return as({ now: now - 8 * DAY, lifetime: 7 * DAY });
    case 'future':
      return as({ now: now + DAY });
  }
}
