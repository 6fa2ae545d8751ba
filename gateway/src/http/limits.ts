/** Bytes of a request's body at most. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** Documents in one request at most. */
export const MOST_DOCUMENTS = 1000;
/** Entries of a list in one answer, unless asked for otherwise. */
export const PAGE = 50;
/** Bytes of bodies that are being worked on at the same time; beyond it requests are told to come back. */
export const MOST_BYTES_IN_FLIGHT = 256 * 1024 * 1024;
