export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string | Buffer }
  | { readonly type: 'del'; readonly key: string };
