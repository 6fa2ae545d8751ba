import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A component whose script is fetched when it is first shown. Where that cannot be had (offline), `Otherwise` stands in
 * its place, which may have it fetched once more; nothing unless said.
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Otherwise?: ComponentType<{ readonly onRetry: () => void }>,
): ComponentType<P> {
  return function Lazy(props: P) {
    const [Loaded, setLoaded] = useState<ComponentType<P>>();
    const [failed, setFailed] = useState(false);
    const fetchIt = (): void => {
      setFailed(false);
      load().then(
        (component) => setLoaded(() => component),
        () => setFailed(true),
      );
    };
    useEffect(fetchIt, []);
    if (Loaded !== undefined) return <Loaded {...props} />;
    return failed && Otherwise !== undefined ? <Otherwise onRetry={fetchIt} /> : null;
  };
}
