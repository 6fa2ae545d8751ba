import type { NetworkStatus } from '@suyuan/native';

/** A line a node, then what is to be said about the contracts. */
export function statusText({ settled, organisations, odd, here }: NetworkStatus, data: string): string {
  const lines = [`${data}: ordering ${settled.ordering}, contracts ${settled.version}`];
  for (const { name, nodes, height, version } of organisations) {
    for (const node of nodes) {
      const state = node.pid === undefined ? 'stopped' : `running, process ${node.pid}`;
      const more = [
        node.role === 'peer' && height !== undefined ? `${height} blocks` : '',
        node.role === 'contracts' && version !== undefined ? version : '',
      ].filter(Boolean);
      lines.push(`  ${node.name.padEnd(22)} 127.0.0.1:${node.port}  ${[state, ...more].join(', ')}`);
    }
    if (odd.includes(name)) lines.push(`  ${name} runs other contracts than were agreed on.`);
  }
  if (odd.length === 0 && organisations.every(({ version }) => version !== undefined)) {
    lines.push('All four run the contracts that were agreed on.');
  }
  if (here !== settled.version) lines.push(`The contracts of this source tree are others: ${here}.`);
  return lines.join('\n');
}
