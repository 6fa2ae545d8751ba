import { TraceError } from '@suyuan/domain';
import { Trouble } from './trouble.js';

/** In place of a page whose script could not be fetched. */
export function Unloaded({ onRetry }: { readonly onRetry: () => void }) {
  const error = new TraceError('GATEWAY_UNREACHABLE', { gateway: location.origin, reason: '' });
  return <Trouble trouble={navigator.onLine ? 'network' : 'offline'} error={error} onRetry={onRetry} />;
}
