/** Something that a user can do something about: its message is shown as it stands, without a stack. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError';
}

/** What may come yet: asked again, for a while. */
export class NotYet extends NetworkError {}

export type Say = (line: string) => void;
