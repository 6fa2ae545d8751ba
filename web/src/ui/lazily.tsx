import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component whose script is fetched when it is first shown; nothing where that cannot be had (offline). */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Lazy(props: P) {
    const [Loaded, setLoaded] = useState<ComponentType<P>>();
    useEffect(() => {
      load().then(
        (component) => setLoaded(() => component),
        () => undefined,
      );
    }, []);
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}
