import type { NetworkStatus } from '@suyuan/native';

/** A line a node, then what is to be said about the contracts. */
export function statusText(status: NetworkStatus, data: string): string {
  const { settled, organisations, committed, odd, here } = status;
  const definition = committed && `, number ${committed.sequence} of the channel`;
  const agreed = committed?.version ?? settled.version;
  const lines = [`${data}: ordering ${settled.ordering}, contracts ${agreed}${definition ?? ''}`];
  for (const { nodes, height, version } of organisations) {
    for (const node of nodes) {
      const up = node.pid !== undefined;
      const serves = node.role === 'contracts' && up && node.name.endsWith('-next') === (agreed !== settled.version);
      const more = [
        node.role === 'peer' && height !== undefined ? `${height} blocks` : '',
        serves ? (version ?? (height === undefined ? '' : 'does not answer')) : '',
      ].filter(Boolean);
      const state = up ? `running, process ${node.pid}` : 'stopped';
      lines.push(`  ${node.name.padEnd(26)} 127.0.0.1:${node.port}  ${[state, ...more].join(', ')}`);
    }
  }
  for (const name of odd) {
    const version = organisations.find((each) => each.name === name)?.version ?? '';
    lines.push(`${name} runs other contracts than the channel has committed: ${version}. / 该组织合约版本不一致。`);
  }
  if (odd.length === 0 && organisations.every(({ version }) => version !== undefined)) {
    lines.push('All four run the contracts that the channel has committed. / 四方合约一致。');
  }
  const { next } = settled;
  if (next) lines.push(`An upgrade to ${next.version} was begun: npm run network -- upgrade goes on. / 升级未完成。`);
  if (here !== agreed && here !== next?.version) {
    lines.push(`The contracts of this source tree are others: ${here}. To run them: npm run network -- upgrade`);
  }
  return lines.join('\n');
}
