/**
 * What lies under which key of the one LevelDB: blocks by number, the index of transactions, state by namespace and key,
 * and the tip. UTF-8 order of the last is the order in which Fabric walks ranges.
 */
export const TIP = 'tip';

export function blockKey(number: number): string {
  return `b${number.toString(16).padStart(14, '0')}`;
}

export function transactionKey(txId: string): string {
  return `t${txId}`;
}

export function stateKey(namespace: string, key: string): string {
  return `s${namespace}\0${key}`;
}

/** The namespace's whole range is [prefix, prefix + end): a namespace has no \0, a key may have any. */
export function stateRange(namespace: string, start: string, end: string): { gte: string; lt: string } {
  return { gte: stateKey(namespace, start), lt: end === '' ? `s${namespace}\x01` : stateKey(namespace, end) };
}

export function keyOf(stored: string, namespace: string): string {
  return stored.slice(namespace.length + 2);
}
