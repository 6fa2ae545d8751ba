import { startEmbeddedLedger } from './embedded-ledger.js';
import { ledgerSuite } from './ledger-suite.js';

ledgerSuite('embedded, in a process of its own', startEmbeddedLedger);
