import { useEffect, useState } from 'preact/hooks';
import { viewerZone } from '../ui/format.js';
import { Frame } from '../ui/frame.js';
import { Icon } from '../ui/icons.js';
import { Desk } from './desk.js';
import { KeyPanel } from './key-panel.js';
import type { StoredKey } from './key-store.js';
import { LabelPage } from './label.js';
import { useText } from './text/index.js';

export function App() {
  const text = useText();
  const [key, setKey] = useState<StoredKey>();
  const label = useLabel();
  useEffect(() => {
    document.title = text.title;
  }, [text]);
  return (
    <Frame title={text.sub} skip={text.skip} footer={<span>{viewerZone()}</span>}>
      {label === undefined ? null : <LabelPage item={label} />}
      <div hidden={label !== undefined}>
        {!hasCrypto() ? (
          <section class="card notice notice-warn" role="alert">
            <Icon name="warning" />
            <div>
              <h1>{text.noCrypto.heading}</h1>
              <p>{text.noCrypto.lead}</p>
              <p>{text.noCrypto.todo}</p>
            </div>
          </section>
        ) : key === undefined ? (
          <KeyPanel onUse={setKey} />
        ) : (
          <Desk key={key.kid} stored={key} onChange={() => setKey(undefined)} />
        )}
      </div>
    </Frame>
  );
}

function hasCrypto(): boolean {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  return crypto?.subtle !== undefined;
}

/** `#label=<canonical path>` shows a label over the desk, which stays as it is behind it. */
function useLabel(): string | undefined {
  const read = (): string | undefined => {
    const [, path] = /^#label=(01\/\d{14}\/10\/[^/]+)$/.exec(location.hash) ?? [];
    return path;
  };
  const [label, setLabel] = useState(read);
  useEffect(() => {
    const follow = () => setLabel(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return label;
}
