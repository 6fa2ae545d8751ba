import { entryText, signDocument } from '@suyuan/client';
import type { Chain } from './chain.js';
import { codesOf, describeResult, SampleFailure } from './failure.js';
import { sendOne, type Registry } from './registry.js';

/** These say that an entry stands in the register. */
const KNOWN: readonly string[] = ['LICENCE_EXISTS', 'PRODUCT_EXISTS', 'DUPLICATE_DOCUMENT'];

/** Enters the chain's licences and products, each in a document of its own. Answers how many were not there before. */
export async function enterRegisters(
  { client, ledger, regulator }: Registry,
  { registers = [] }: Chain,
): Promise<number> {
  // Whoever has no regulator's key finds out at the first step that takes a licence whether it is missing.
  if (regulator === undefined) return 0;
  let entered = 0;
  for (const { kind, entry } of registers) {
    const options = { aud: ledger.aud, signer: regulator };
    const result = await sendOne(client, await signDocument(kind, [entryText(entry)], options));
    if (result.status === 'accepted') entered += 1;
    else if (result.status !== 'existing' && !codesOf(result).every((code) => KNOWN.includes(code))) {
      throw new SampleFailure(`The ledger does not take a ${kind} of the register: ${describeResult(result)}`);
    }
  }
  return entered;
}
