/** Times in records are whole seconds since 1970, of the transaction unless said otherwise; quantities as decimal text. */
export interface Versioned {
  readonly v: 1;
}
