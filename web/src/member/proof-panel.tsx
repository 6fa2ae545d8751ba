import { proveKey, type Signer } from '@suyuan/client';
import { useEffect, useState } from 'preact/hooks';
import { Fingerprint } from '../ui/fingerprint.js';
import { saveFile } from './save-file.js';
import { useText } from './text/index.js';

interface ProofPanelProps {
  readonly signer: Signer;
  /** The participant is registered, with other keys. */
  readonly known: boolean;
  readonly loading: boolean;
  readonly onCheck: () => void;
}

/** What an applicant hands to the regulator. */
export function ProofPanel({ signer, known, loading, onCheck }: ProofPanelProps) {
  const text = useText();
  const { proof: words } = text;
  const [proof, setProof] = useState('');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    void proveKey(signer).then(setProof);
  }, [signer]);
  const copy = (): void => {
    void navigator.clipboard.writeText(proof).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  const download = (): void => {
    saveFile(`suyuan-proof-${signer.participant}.jws`, proof, 'application/jose');
  };
  return (
    <section class="card" aria-labelledby="proof-heading">
      <h2 id="proof-heading">{words.heading}</h2>
      {known ? <p class="flag flag-warn">{words.unknownKey}</p> : null}
      <p>{words.lead}</p>
      <textarea class="code" name="own-proof" rows={6} readOnly value={proof} aria-label={text.register.proof} />
      <div class="buttons">
        <button type="button" class="button" onClick={copy}>
          {copied ? words.copied : words.copy}
        </button>
        <button type="button" class="button button-quiet" onClick={download}>
          {words.download}
        </button>
        <button type="button" class="button button-quiet" disabled={loading} onClick={onCheck}>
          {words.check}
        </button>
      </div>
      <h3>{text.keys.fingerprint}</h3>
      <Fingerprint thumbprint={signer.thumbprint} />
    </section>
  );
}
