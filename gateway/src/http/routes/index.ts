import type { Route } from '../route.js';
import { readCategories } from './categories.js';
import { readContainer } from './containers.js';
import { readDocument, sendDocuments } from './documents.js';
import { readItem, readLabel } from './items.js';
import { readDeliveries, readFilings } from './own.js';
import { readQuotas } from './quotas.js';
import { readLicences, readProduct } from './registers.js';
import { readCertificate, readLedger, readParticipant, readParticipants } from './register.js';
import { readContainerHoldings, readHoldings, readSerials, readUnitHoldings } from './stock.js';

/** Every route of the API: what is not here is neither served nor documented. */
export const ROUTES: readonly Route[] = [
  readLedger,
  readCategories,
  sendDocuments,
  readDocument,
  readItem,
  readLabel,
  readContainer,
  readParticipants,
  readParticipant,
  readLicences,
  readProduct,
  readCertificate,
  readHoldings,
  readContainerHoldings,
  readUnitHoldings,
  readSerials,
  readDeliveries,
  readFilings,
  readQuotas,
];
