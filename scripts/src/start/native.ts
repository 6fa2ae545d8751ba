import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkError, NetworkFolder, readSettled, runningPid } from '@suyuan/native';
import type { StartOptions } from './options.js';

/**
 * The development regulator's key of a native network that is up; undefined where it was made with another's key.
 * Throws a NetworkError that says what to do where there is none, or where the organisation's peer does not run.
 */
export async function nativeRegulatorKey({ org, data }: NonNullable<StartOptions['native']>) {
  const folder = new NetworkFolder(data);
  const up = (await readSettled(folder)) && (await runningPid(folder.node(`${org}-peer`)));
  if (!up) {
    throw new NetworkError(
      `The native network in ${data} is not up: npm run network -- up --data ${data} / 网络未启动。`,
    );
  }
  const file = join(folder.root, 'keys/regulator.json');
  return existsSync(file) ? file : undefined;
}
