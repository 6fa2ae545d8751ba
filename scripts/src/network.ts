import { NetworkError } from '@suyuan/native';
import { networkCommand } from './network/command.js';
import { Interrupted } from './network/interruptible.js';

/** `npm run network -- up|upgrade|down|status|…`: a real Fabric network on this machine. */
try {
  await networkCommand().parseAsync();
} catch (error) {
  if (!(error instanceof NetworkError || error instanceof Interrupted)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}
