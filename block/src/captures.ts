import { inflateSync } from 'node:zlib';
import { captureJson, type Inflate } from '@suyuan/domain';
import type { Block } from './block.js';
import type { Timestamp } from './envelope.js';

/** What one valid transaction handed to a function of a chaincode, and where it stands. */
export interface Call {
  readonly block: number;
  /** Position of the transaction in its block. */
  readonly transaction: number;
  readonly txId: string;
  readonly timestamp: Timestamp;
  /** Without the function's name; views of the block's bytes. */
  readonly args: readonly Buffer[];
}

/**
 * The valid calls of a chaincode's function in a block, in order. A valid capture means that all its documents were
 * accepted, so nobody needs its response or its write sets, and they are not read.
 */
export function* callsOf(block: Block, chaincode: string, functionName: string): Generator<Call> {
  for (const tx of block.valid) {
    if (!tx.isEndorser || tx.invocation.chaincode !== chaincode || tx.functionName !== functionName) continue;
    const { index, txId, timestamp, invocation } = tx;
    yield { block: block.number, transaction: index, txId, timestamp, args: invocation.args.slice(1) };
  }
}

/** A capture's one argument, unpacked. */
export interface Capture extends Omit<Call, 'args'> {
  readonly json: string;
}

/** Throws where an argument can't be read: none such is in a valid capture. */
export function* capturesOf(block: Block, chaincode: string): Generator<Capture> {
  for (const { args, ...position } of callsOf(block, chaincode, 'capture')) {
    const [argument] = args;
    if (argument) yield { ...position, json: captureJson(argument, inflate) };
  }
}

const inflate: Inflate = (packed, most) => inflateSync(packed, { maxOutputLength: most });
