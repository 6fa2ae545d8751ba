import { useRef, useState } from 'preact/hooks';
import { pagePath, type Asked } from './address.js';
import { saying } from './saying.js';
import { readCode } from './typed-code.js';
import { canScan, Scanner } from './scanner.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { ASKING_TEXT } from './text/asking.js';

interface CodeFormProps {
  readonly initial?: string | undefined;
  readonly initialLot?: string | undefined;
  readonly notice?: string | undefined;
}

/** Type it, or let the camera read it, where the browser can. */
export function CodeForm({ initial = '', initialLot = '', notice }: CodeFormProps) {
  const text = ASKING_TEXT[useLanguage().language];
  const [code, setCode] = useState(initial);
  const [lot, setLot] = useState(initialLot);
  const [problem, setProblem] = useState(notice);
  const [scanning, setScanning] = useState(false);
  const lotField = useRef<HTMLInputElement>(null);
  const barcode = /^[\d\s-]{8,20}$/.test(code.trim());

  /** True where the page was left for what was asked. */
  const follow = (asked: Asked): boolean => {
    if (asked.kind === 'item' || asked.kind === 'container') {
      location.assign(pagePath(asked.id, asked.pin));
      return true;
    }
    if (asked.kind === 'lot-missing') {
      setCode(asked.gtin);
      setProblem(text.start.lotMissing);
      // The field appears with this very change.
      setTimeout(() => lotField.current?.focus());
    } else if (asked.kind === 'bad') {
      const unread = asked.error.code === 'IDENTIFIER_UNKNOWN';
      setProblem(unread ? text.start.unknownForm : saying(text, asked.text, asked.error));
    }
    return false;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (code.trim() === '') setProblem(text.start.empty);
    else follow(readCode(code, lot));
  };

  return (
    <form class="code-form" noValidate onSubmit={submit}>
      {scanning ? (
        <Scanner
          onRead={(value) => {
            const asked = readCode(value);
            const known = asked.kind !== 'bad' || asked.error.code !== 'IDENTIFIER_UNKNOWN';
            if (!known) setProblem(text.start.scanNothing);
            else if (!follow(asked)) setScanning(false);
          }}
          onDenied={() => {
            setScanning(false);
            setProblem(text.start.scanDenied);
          }}
        />
      ) : null}
      {canScan() ? (
        <button type="button" class="button button-quiet" onClick={() => setScanning(!scanning)}>
          <Icon name={scanning ? 'cross' : 'scan'} />
          {scanning ? text.start.scanStop : text.start.scan}
        </button>
      ) : null}
      <label class="field">
        <span class="label">{text.start.code}</span>
        <input
          name="code"
          value={code}
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          aria-invalid={problem !== undefined && !barcode}
          aria-describedby="code-hint code-problem"
          onInput={(event) => {
            setCode(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <span class="hint" id="code-hint">
          {text.start.codeHint}
        </span>
      </label>
      {barcode ? (
        <label class="field">
          <span class="label">{text.start.lot}</span>
          <input
            ref={lotField}
            name="lot"
            value={lot}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            aria-describedby="lot-hint code-problem"
            onInput={(event) => {
              setLot(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <span class="hint" id="lot-hint">
            {text.start.lotHint}
          </span>
        </label>
      ) : null}
      <p class="problem" id="code-problem" role="alert">
        {problem}
      </p>
      <button type="submit" class="button">
        {text.start.submit}
      </button>
    </form>
  );
}
