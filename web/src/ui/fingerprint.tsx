import { groupsOf } from './format.js';

/** Groups of four, each of which can be read out; copied, it is one text again. */
export function Fingerprint({ thumbprint }: { readonly thumbprint: string }) {
  return (
    <code class="fingerprint" title={thumbprint}>
      {groupsOf(thumbprint).map((group, i) => (
        <span key={i}>{group}</span>
      ))}
    </code>
  );
}
