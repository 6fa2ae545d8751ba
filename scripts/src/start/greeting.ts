import { join } from 'node:path';
import { itemIdentifier } from '@suyuan/client';
import type { LedgerAnswer } from '@suyuan/domain';
import type { StartOptions } from './options.js';
import type { GatewayListening } from './services.js';

export interface Greeting {
  readonly gateway: GatewayListening;
  readonly ledger: LedgerAnswer;
  readonly data: string;
  /** An item that is on the ledger; undefined where samples were left out. */
  readonly item: string | undefined;
  /** What kind of ledger this is. */
  readonly notice: readonly string[];
  /** Undefined where it is not here. */
  readonly regulatorKey: string | undefined;
  readonly logs: boolean;
  /** What must not be overlooked. */
  readonly warnings: readonly string[];
}

const NATIVE = [
  '本账本由四个组织排序与背书；全部密钥均在本机，仅供开发。',
  'Four organisations order and endorse this ledger. All their keys lie on this machine: it is for development.',
];

const ELSEWHERE = [
  '本账本由其他 Fabric 网络保存：由谁排序、由谁背书，以其通道配置为准。',
  'This ledger is kept by another Fabric network: who orders and who endorses, its channel says.',
];

/** `embedded`: what an embedded ledger says of itself. */
export function ledgerNotice({ native, profile }: StartOptions, embedded = ''): readonly string[] {
  if (native !== undefined) return NATIVE;
  if (profile !== undefined) return ELSEWHERE;
  return ['本账本只有一个节点：由一个组织独自排序、背书和保存，没有其他方背书，也没有共识。', embedded];
}

/** What to open, where things lie, and what this ledger is not. */
export function greeting({ gateway, ledger, data, item, notice, logs, regulatorKey, warnings }: Greeting): string {
  const { url } = gateway;
  const pin = ledger.regulator === undefined ? '' : `#r=${ledger.regulator}`;
  const lines: (readonly [string, string])[] = [
    ...(item === undefined
      ? []
      : ([['消费者页面 / consumer page', `${url}/${itemIdentifier(item).path}${pin}`]] as const)),
    ['成员与监管 / members, regulator', `${url}/member`],
    ['接口 / API', `${url}/api/`],
    ...(regulatorKey === undefined ? [] : ([['监管密钥 / regulator key', regulatorKey]] as const)),
    ...(logs ? ([['日志 / logs', join(data, 'logs')]] as const) : []),
  ];
  const others = gateway.origins.filter((origin) => origin !== url);
  return [
    '',
    `溯源已启动，Ctrl-C 停止，数据保留在 ${data}`,
    `Suyuan is running. Ctrl-C stops it; its data stays in ${data}`,
    '',
    ...lines.map(([what, where]) => `  ${what}\n    ${where}`),
    ...(others.length === 0 ? [] : [`  也可访问 / also at  ${others.join('  ')}`]),
    '',
    ...notice,
    ...(warnings.length === 0 ? [] : ['', ...warnings]),
    '',
  ].join('\n');
}
