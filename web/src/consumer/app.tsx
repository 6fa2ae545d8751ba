import { useEffect, useMemo } from 'preact/hooks';
import { viewerZone } from '../ui/format.js';
import { Frame } from '../ui/frame.js';
import { lazily } from '../ui/lazily.js';
import { readAddress } from './address.js';
import { Item } from './item.js';
import { useText } from './text/index.js';
import { Unloaded } from './unloaded.js';

const Container = lazily(async () => (await import('./container.js')).Container, Unloaded);
const Elsewhere = lazily(async () => (await import('./elsewhere.js')).Elsewhere, Unloaded);

export function App({ asked: { pathname, hash } }: { readonly asked: { pathname: string; hash: string } }) {
  const text = useText();
  // Once: the skip link and the anchors below change the fragment, not what was asked.
  const asked = useMemo(() => readAddress(pathname, hash), []);
  useEffect(() => {
    document.title = asked.kind === 'item' ? `${asked.id.lot ?? asked.id.key} · ${text.title}` : text.title;
  }, [text]);
  return (
    <Frame
      title={text.sub}
      skip={text.skip}
      footer={
        <>
          {asked.kind === 'start' ? <a href="/member">{text.footer.member}</a> : <a href="/">{text.footer.another}</a>}
          <span>{text.footer.zone(viewerZone())}</span>
        </>
      }
    >
      {asked.kind === 'item' ? (
        <Item id={asked.id} label={asked.pin} />
      ) : asked.kind === 'container' ? (
        <Container id={asked.id} label={asked.pin} />
      ) : (
        <Elsewhere asked={asked} />
      )}
    </Frame>
  );
}
