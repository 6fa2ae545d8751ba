import type { QuotaAct } from '../balance/quota.js';
import type { CertificateAct } from '../certificate/certificate-act.js';
import type { CountersignatureAct } from '../custody/countersign.js';
import type { CustodyAct } from '../custody/custody-act.js';
import type { ClearanceAct } from '../lineage/clearance.js';
import type { LicenceAct } from '../licence/licence-act.js';
import type { CategoryAct } from '../pack/category-act.js';
import type { ProductAct } from '../product/product-act.js';
import type { KeyAct } from '../registry/key-act.js';
import type { ParticipantAct } from '../registry/participant-act.js';

/** What one entry asks for, read from its value once and judged against state as often as needed. */
export type Act =
  | CustodyAct
  | CertificateAct
  | ParticipantAct
  | KeyAct
  | LicenceAct
  | ProductAct
  | QuotaAct
  | CategoryAct
  | ClearanceAct
  | CountersignatureAct;
