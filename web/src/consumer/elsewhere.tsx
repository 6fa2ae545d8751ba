import type { Asked, AskedItem } from './address.js';
import { CodeForm } from './code-form.js';
import { Mistyped } from './mistyped.js';
import { Start } from './start.js';

/** The pages on which a code is typed or scanned: who comes by a label of goods that are known needs none of them. */
export function Elsewhere({ asked }: { readonly asked: Exclude<Asked, { kind: 'item' | 'container' }> }) {
  if (asked.kind === 'bad') return <Mistyped text={asked.text} error={asked.error} />;
  return <Start gtin={asked.kind === 'lot-missing' ? asked.gtin : undefined} />;
}

export function TypeAgain({ code, lot }: { readonly code: string; readonly lot: AskedItem['lot'] }) {
  return <CodeForm initial={code} initialLot={lot} />;
}
