import { inflateSync } from 'node:zlib';
import fabric from 'fabric-contract-api';
import type { Context } from 'fabric-contract-api';
import {
  captureJson,
  isArray,
  parseJson,
  REFUSAL_BYTES,
  stringifySorted,
  TraceError,
  type CaptureRefusal,
  type CheckReport,
  type Inflate,
  type Json,
} from '@suyuan/domain';
import { judgeAll, readCapture, writeAll, type Judgement } from './capture.js';
import { audience, configFromEnvironment, type ContractConfig } from './config.js';
import { stateAccess } from './state-access.js';
import { SEMVER } from './version.js';

const MOST_KEYS = 1000;
/** Keys that a capture's answer names at most. */
const MOST_LED = 20;

/** The contract class for a configuration. Methods take and return text: the shim's object mapping is not used. */
export function traceContract(config: () => ContractConfig): typeof fabric.Contract {
  return class TraceContract extends fabric.Contract {
    constructor() {
      super('trace');
    }

    /**
     * Takes documents of every kind, all or nothing: `{ v: 1, documents: [{ jws, entries }], reads?: [keys] }`, as JSON
     * or as JSON packed by zlib, which is no text: it is taken from the stub.
     * Answers, where it is one document, the keys that had to be read in a round of their own: a gateway that names
     * them as `reads` next time spares it. Throws an error whose message is a CaptureRefusal, short; `check` tells all.
     */
    async capture(context: Context): Promise<string> {
      const { documents, state, led } = await judgeCall(context, config());
      const refusal = refuse(documents);
      if (refusal !== undefined) throw new Error(refusal);
      await writeAll(state, stateAccess(context.stub));
      return documents.length === 1 && led.length > 0 ? JSON.stringify(led.slice(0, MOST_LED)) : '';
    }

    /** A CheckReport of the same documents; writes nothing. To be evaluated. */
    async check(context: Context): Promise<string> {
      const { documents } = await judgeCall(context, config());
      const report: CheckReport = {
        v: 1,
        documents: documents.map(({ id, errors }) => ({
          ...(id === undefined ? undefined : { id }),
          errors: errors.map(({ entry, code, facts }) => ({ ...(entry === undefined ? {} : { entry }), code, facts })),
        })),
      };
      return stringifySorted(report as unknown as Json);
    }

    /** Records under a list of keys, null where there is none. To be evaluated. */
    async state(context: Context, json: string): Promise<string> {
      const wanted = parseJson(json);
      if (!isArray(wanted) || wanted.length > MOST_KEYS || !wanted.every((key) => typeof key === 'string')) {
        throw new Error(stringifySorted({ code: 'CAPTURE_INVALID', facts: { expected: `[up to ${MOST_KEYS} keys]` } }));
      }
      const values = await stateAccess(context.stub).getMany(wanted);
      return `[${values.map((value) => (value === undefined ? 'null' : Buffer.from(value).toString('utf8'))).join(',')}]`;
    }

    /** What this organisation's process runs: to be evaluated on each peer, and compared. */
    version(): Promise<string> {
      return Promise.resolve(process.env['SUYUAN_CONTRACT_VERSION'] ?? SEMVER);
    }
  };
}

const inflate: Inflate = (packed, most) => inflateSync(packed, { maxOutputLength: most });

/** The one argument's JSON. The shim's types don't know the bytes that it has. Throws CAPTURE_INVALID, BAD_ENCODING. */
function argumentOf(stub: object): string {
  const [, argument, ...more] = (stub as { getBufferArgs(): readonly Uint8Array[] }).getBufferArgs();
  if (argument === undefined || more.length > 0) throw new TraceError('CAPTURE_INVALID', { expected: 'capture(json)' });
  return captureJson(argument, inflate);
}

async function judgeCall({ stub }: Context, config: ContractConfig): Promise<Judgement> {
  const { seconds } = stub.getTxTimestamp();
  try {
    return await judgeAll(readCapture(argumentOf(stub)), stateAccess(stub), {
      now: Number(seconds.toString()),
      aud: audience(config, stub.getChannelID()),
      root: config.regulator,
    });
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    throw new Error(stringifySorted({ code: error.code, facts: error.facts }), { cause: error });
  }
}

/** Undefined where nothing is refused. Endless error texts hang a client's connection: as many codes as fit. */
function refuse(documents: Judgement['documents']): string | undefined {
  const all = documents.flatMap(({ errors }, i) =>
    errors.map(({ entry, code }): CaptureRefusal['refused'][number] => [i, entry ?? null, code]),
  );
  if (all.length === 0) return undefined;
  const refused: CaptureRefusal['refused'][number][] = [];
  let size = 60;
  for (const one of all) {
    size += JSON.stringify(one).length + 1;
    if (size > REFUSAL_BYTES) break;
    refused.push(one);
  }
  const count = documents.filter(({ errors }) => errors.length > 0).length;
  return JSON.stringify({ code: 'REFUSED', count, refused } satisfies CaptureRefusal);
}

/** What a chaincode process serves: configured by its environment. */
export const contracts: readonly (typeof fabric.Contract)[] = [traceContract(configFromEnvironment)];
