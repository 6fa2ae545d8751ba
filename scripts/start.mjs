/** `npm start`: installs and builds what is missing, then starts the ledger and the gateway (src/start/). */
import { ensure } from './lib/ensure.mjs';

ensure();
await import('./dist/start.js');
