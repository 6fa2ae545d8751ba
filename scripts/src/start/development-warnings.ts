import { isOutside } from '@suyuan/gateway';
import type { StartOptions } from './options.js';
import type { GatewayListening } from './services.js';

const NETWORK = [
  '警告：其他机器可以访问本网关，而它的网络身份是开发密钥，凡能访问生成它的机器者均可冒用。切勿用于真实业务。',
  'Warning: other machines reach this gateway, and its network identity is a development key: whoever has the machine on ' +
    'which it was made can pose as it. Never use it for anything real.',
];

const REGULATOR = [
  '警告：其他机器可以访问本网关，而本账本的监管密钥是开发密钥，就在本机。真实业务请在别处生成监管密钥（docs/operations.md）。',
  "Warning: other machines reach this gateway, and this ledger's regulator key is a development key, on this machine. For " +
    'anything real make one elsewhere (docs/operations.md).',
];

/** What the greeting warns of where a gateway is reached from outside with keys that were made for development. */
export function developmentWarnings(
  { host, publicUrl }: Pick<StartOptions, 'host' | 'publicUrl'>,
  { developmentKeysExposed }: Pick<GatewayListening, 'developmentKeysExposed'>,
  developmentRegulator: boolean,
): readonly string[] {
  const outside = isOutside({ host, ...(publicUrl === undefined ? {} : { publicUrls: [publicUrl] }) });
  return [...(developmentKeysExposed ? NETWORK : []), ...(outside && developmentRegulator ? REGULATOR : [])];
}
