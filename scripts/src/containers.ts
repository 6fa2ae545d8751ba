import { NetworkError } from '@suyuan/native';
import { containersCommand } from './containers/command.js';

/** What runs in the image `suyuan-setup` (Dockerfile, docker-compose.yaml). */
try {
  await containersCommand().parseAsync();
} catch (error) {
  if (!(error instanceof NetworkError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
