import type { Route } from '../route.js';
import { readCategories } from './categories.js';
import { readContainer } from './containers.js';
import { readDocument, sendDocuments } from './documents.js';
import { readItem, readLabel } from './items.js';
import { readDeliveries, readFilings, readHoldings } from './own.js';
import { readQuotas } from './quotas.js';
import { readLicences, readProduct } from './registers.js';
import { readCertificate, readLedger, readParticipant, readParticipants } from './register.js';

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
  readDeliveries,
  readFilings,
  readQuotas,
];
