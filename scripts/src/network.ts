import { NetworkError } from '@suyuan/native';
import { networkCommand } from './network/command.js';

/** `npm run network -- up|down|status|logs|stop|start|clean`: a real Fabric network on this machine. */
try {
  await networkCommand().parseAsync();
} catch (error) {
  const interrupted = error instanceof Error && error.name === 'AbortError';
  if (!interrupted && !(error instanceof NetworkError)) throw error;
  console.error(interrupted ? 'Given up; nothing is left running. / 已中止，无残留进程。' : error.message);
  process.exitCode = interrupted ? 130 : 1;
}
