import { GatewayClient } from '@suyuan/client';
import type { CategoryAnswer, LedgerAnswer, ParticipantAnswer, Role } from '@suyuan/domain';
import { useMemo, useState } from 'preact/hooks';
import { useExplain } from '../ui/explain.js';
import { formatTime, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { CertificateForms } from './forms/certificate.js';
import { LotForm } from './forms/lot.js';
import { Incoming, Outgoing } from './deliveries.js';
import { signerOf, type StoredKey } from './key-store.js';
import { useLoaded } from './loaded.js';
import { OwnKeys } from './own-keys.js';
import { Participants } from './participants.js';
import { ProofPanel } from './proof-panel.js';
import { Reports } from './reports.js';
import { SessionContext, stepFor, typesFor, type Session } from './session.js';
import { StockTab } from './stock-tab.js';
import { useText } from './text/index.js';

interface DeskProps {
  readonly stored: StoredKey;
  readonly onChange: () => void;
}

interface Standing {
  readonly ledger: LedgerAnswer;
  /** Absent where nobody has registered the participant. */
  readonly own?: ParticipantAnswer;
  readonly categories: readonly CategoryAnswer[];
}

/** Who one is to the ledger, and what one may do there. */
export function Desk({ stored, onChange }: DeskProps) {
  const text = useText();
  const explain = useExplain();
  const { language } = useLanguage();
  const signer = useMemo(() => signerOf(stored), [stored]);
  const gateway = useMemo(
    () => new GatewayClient(location.origin, { signer, language, retries: { attempts: 3 } }),
    [signer, language],
  );
  const { value, error, loading, reload } = useLoaded(() => standing(gateway, signer.participant), [gateway]);
  const name = value?.own?.participant.name;
  return (
    <>
      <header class="desk-head">
        <div>
          <h1>{name === undefined ? stored.participant : nameIn(name, language)}</h1>
          <p class="hint">
            {stored.participant}
            {value?.own === undefined
              ? ''
              : ` · ${value.own.participant.roles.map((role) => text.roles[role]).join(' · ')}`}
            {stored.label === '' ? '' : ` · ${stored.label}`}
          </p>
        </div>
        <button type="button" class="button button-quiet" onClick={onChange}>
          {text.keys.change}
        </button>
      </header>
      {error === undefined ? null : (
        <section class="card" role="alert">
          <p>{explain(error)}</p>
          <div class="buttons">
            <button type="button" class="button" onClick={reload}>
              {text.retry}
            </button>
          </div>
        </section>
      )}
      {value === undefined ? (
        error === undefined ? (
          <div class="waiting" role="status">
            {text.loading}
          </div>
        ) : null
      ) : (
        <Registered standing={value} stored={stored} gateway={gateway} loading={loading} reload={reload} />
      )}
    </>
  );
}

interface RegisteredProps {
  readonly standing: Standing;
  readonly stored: StoredKey;
  readonly gateway: GatewayClient;
  readonly loading: boolean;
  readonly reload: () => void;
}

function Registered({ standing: { ledger, own, categories }, stored, gateway, loading, reload }: RegisteredProps) {
  const text = useText();
  const { language } = useLanguage();
  const signer = useMemo(() => signerOf(stored), [stored]);
  const session = useMemo<Session | undefined>(
    () => (own === undefined ? undefined : { signer, gateway, ledger, own, categories }),
    [signer, gateway, ledger, own, categories],
  );
  const key = own?.keys.find(({ thumbprint }) => thumbprint === signer.thumbprint);
  if (session === undefined || own === undefined || key === undefined) {
    return <ProofPanel signer={signer} known={own !== undefined} loading={loading} onCheck={reload} />;
  }
  if (key.status === 'revoked') return <p class="flag flag-bad">{text.proof.revoked}</p>;
  return (
    <SessionContext.Provider value={session}>
      {own.participant.status === 'suspended' ? <p class="flag flag-bad">{text.proof.suspended}</p> : null}
      {key.from * 1000 > Date.now() ? (
        <p class="flag flag-warn">{text.proof.waiting(formatTime(key.from, language))}</p>
      ) : null}
      <Tabs session={session} reload={reload} />
    </SessionContext.Provider>
  );
}

type Tab = keyof ReturnType<typeof useText>['tabs'];

/** What somebody is offered: what the categories in force let one of its roles do. Whether it may, the ledger decides. */
function tabsOf({ categories, own }: Session): readonly Tab[] {
  const { roles } = own.participant;
  const may = (...steps: readonly string[]): boolean =>
    categories.some((category) => steps.some((step) => stepFor(category, step, roles) !== undefined));
  const trades = may('commissioning', 'shipping', 'receiving');
  const issues = categories.some((category) => typesFor(category, roles).length > 0);
  return [
    ...(roles.includes('regulator') ? (['participants'] as const) : []),
    ...(trades ? (['stock', 'incoming', 'outgoing'] as const) : []),
    ...(may('commissioning') ? (['lot'] as const) : []),
    ...(issues ? (['certificates'] as const) : []),
    ...(trades && reports(categories, roles) ? (['reports'] as const) : []),
    'keys',
  ];
}

/** Whether any category wants one of these roles to report by a day, or keeps books of what it has. */
function reports(categories: Session['categories'], roles: readonly Role[]): boolean {
  const own = ({ roles: whose }: { readonly roles: readonly Role[] }): boolean =>
    whose.some((role) => roles.includes(role));
  return categories.some(({ balance, filings, steps }) => {
    const due = filings.some(own) || steps.some((step) => step.deadline !== undefined && own(step));
    return due || (balance !== undefined && steps.some(own));
  });
}

function Tabs({ session, reload }: { readonly session: Session; readonly reload: () => void }) {
  const text = useText();
  const tabs = tabsOf(session);
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'keys');
  return (
    <>
      <nav class="tabs" aria-label={text.sub}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            class="tab"
            aria-current={each === tab ? 'page' : undefined}
            onClick={() => setTab(each)}
          >
            {text.tabs[each]}
          </button>
        ))}
      </nav>
      {tab === 'stock' ? <StockTab /> : null}
      {tab === 'incoming' ? <Incoming /> : null}
      {tab === 'outgoing' ? <Outgoing /> : null}
      {tab === 'lot' ? <LotForm onDone={() => setTab('stock')} /> : null}
      {tab === 'certificates' ? <CertificateForms /> : null}
      {tab === 'participants' ? <Participants /> : null}
      {tab === 'reports' ? <Reports /> : null}
      {tab === 'keys' ? <OwnKeys onChanged={reload} /> : null}
    </>
  );
}

async function standing(gateway: GatewayClient, participant: string): Promise<Standing> {
  const [ledger, own] = await Promise.all([
    gateway.ledger(),
    gateway.participant(participant).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }),
  ]);
  if (own === undefined) return { ledger, categories: [] };
  const { categories } = await gateway.categories(own.participant.division);
  return { ledger, own, categories };
}
