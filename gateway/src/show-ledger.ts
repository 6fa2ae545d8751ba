import { keys, TraceError, type LedgerAnswer } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';
import type { Service } from './service.js';

/** What clients must know before they sign. Throws LEDGER_UNAVAILABLE until the genesis block was seen. */
export function showLedger(service: Service, view: IndexView): LedgerAnswer {
  const { index, version } = service;
  if (index.info === undefined || view.cursor === undefined) throw new TraceError('LEDGER_UNAVAILABLE');
  const { aud, channel, network } = index.info;
  const record = view.state(keys.ledger());
  const { block, time } = view.cursor;
  return {
    aud,
    channel,
    ...(record === undefined ? undefined : { regulator: record.root }),
    height: block + 1,
    ...(time === undefined ? undefined : { time }),
    network,
    version,
  };
}
