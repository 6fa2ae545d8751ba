/** Bytes that are not the Fabric message they ought to be: never a user's fault, so it has no HTTP code of its own. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(
    /** What was being read, in Fabric's terms: `common.Block`, `TxReadWriteSet` … */
    readonly what: string,
    readonly reason: string,
  ) {
    super(`${what}: ${reason}`);
  }
}
