import { findPrograms } from '@suyuan/native';
import type { Ordering } from '@suyuan/network-config';
import { ledgerSuite } from './ledger-suite.js';
import { startNativeLedger } from './native-ledger.js';

const found = await findPrograms({ download: false }).catch((error: unknown) => String(error));

if (typeof found === 'string') {
  console.log(`left out: all suites over a native Fabric network. ${found.replace(/^\w+: /, '')}`);
} else {
  for (const ordering of ['BFT', 'etcdraft'] satisfies Ordering[]) {
    ledgerSuite(`native, ${ordering}`, (regulator) => startNativeLedger(regulator, ordering, found));
  }
}
