import {
  HEADER_TYPE,
  Reader,
  readEnvelope,
  readPayload,
  readHeader,
  readChannelHeader,
  readSignatureHeader,
} from '@suyuan/block';

import { TIME_WINDOW_MS } from '../peer/proposal.js';

/** `common.Status`, as deliver streams end with one. */
export const STREAM_STATUS = { SUCCESS: 200, BAD_REQUEST: 400, FORBIDDEN: 403, NOT_FOUND: 404 } as const;

export type Position = 'oldest' | 'newest' | 'next' | number;

/** What blocks somebody wants: `orderer.SeekInfo`. */
export interface Seek {
  readonly start: Position;
  readonly stop: Position;
  /** Blocks to come are waited for; otherwise the stream ends at the newest. */
  readonly wait: boolean;
}

export interface SeekRequest {
  readonly channel: string;
  readonly creator: Buffer;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** Whether the header is one of a fresh request for blocks. */
  readonly isFresh: boolean;
  readonly seek?: Seek;
}

/** Throws FormatError. */
export function readSeekRequest(bytes: Buffer, now: number): SeekRequest {
  const { payload, signature } = readEnvelope(bytes);
  const { header, data } = readPayload(payload);
  const { channelHeader, signatureHeader } = readHeader(header);
  const { channel, type, timestamp } = readChannelHeader(channelHeader);
  const stated = (timestamp?.seconds ?? 0) * 1000;
  const isFresh = type === HEADER_TYPE.DELIVER_SEEK_INFO && Math.abs(now - stated) <= TIME_WINDOW_MS;
  const seek = readSeek(data);
  const request = { channel, payload, signature, isFresh, creator: readSignatureHeader(signatureHeader).creator };
  return seek ? { ...request, seek } : request;
}

function readSeek(bytes: Buffer): Seek | undefined {
  const reader = new Reader(bytes, 'orderer.SeekInfo');
  let start: Position | undefined;
  let stop: Position | undefined;
  let wait = true;
  while (reader.next()) {
    if (reader.field === 1) start = readPosition(reader.bytes());
    else if (reader.field === 2) stop = readPosition(reader.bytes());
    else if (reader.field === 3) wait = reader.uint() === 0;
  }
  return start === undefined || stop === undefined ? undefined : { start, stop, wait };
}

/** `orderer.SeekPosition`; undefined where it is none of the four. */
export function readPosition(bytes: Buffer): Position | undefined {
  const reader = new Reader(bytes, 'orderer.SeekPosition');
  let position: Position | undefined;
  while (reader.next()) {
    if (reader.field === 1) position = 'newest';
    else if (reader.field === 2) position = 'oldest';
    else if (reader.field === 4) position = 'next';
    else if (reader.field === 3) {
      const specified = new Reader(reader.bytes(), 'orderer.SeekSpecified');
      position = 0;
      while (specified.next()) if (specified.field === 1) position = specified.uint();
    }
  }
  return position;
}

/** The first block of a walk, and the last one. */
export function range(seek: Seek, height: number): { first: number; last: number } {
  const at = (position: Position): number => {
    if (position === 'oldest') return 0;
    if (position === 'newest') return Math.max(height - 1, 0);
    return position === 'next' ? height : position;
  };
  return { first: at(seek.start), last: at(seek.stop) };
}
