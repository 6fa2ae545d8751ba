import { NetworkError } from '@suyuan/native';
import { contractsCommand } from './contracts/command.js';

/** `npm run contracts -- bundle|package|genesis`: what an organisation needs to run and approve the contracts by itself. */
try {
  await contractsCommand().parseAsync();
} catch (error) {
  if (!(error instanceof NetworkError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
