import { certificate, certificateRevocation, localTime, sha256 } from '@suyuan/client';
import { hex, type CategoryAnswer, type CertificateItem } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { nameIn } from '../../ui/format.js';
import { useLanguage } from '../../ui/language.js';
import { ByCategory } from '../by-category.js';
import { day, linesOf, lots, upTo } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, says, Select, useFields } from '../fields.js';
import { FileButton } from '../file-button.js';
import { typesFor, useSession } from '../session.js';
import { useText } from '../text/index.js';
import { ActForm } from './act-form.js';

interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
}

/** Issue one, or take one back. */
export function CertificateForms() {
  const [round, setRound] = useState(0);
  const fresh = () => setRound((count) => count + 1);
  return (
    <>
      <CategoryForm key={`issue-${round}`} onDone={fresh} />
      <RevokeForm key={`revoke-${round}`} onDone={fresh} />
    </>
  );
}

/** Of one of the categories in which one of the participant's roles may issue any. */
function CategoryForm({ onDone }: { readonly onDone: () => void }) {
  const { categories, own } = useSession();
  const open = categories.filter((category) => typesFor(category, own.participant.roles).length > 0);
  return <ByCategory categories={open}>{(category) => <IssueForm category={category} onDone={onDone} />}</ByCategory>;
}

interface IssueFormProps {
  readonly category: CategoryAnswer;
  readonly onDone: () => void;
}

function IssueForm({ category, onDone }: IssueFormProps) {
  const text = useText();
  const { certificate: words } = text;
  const { language } = useLanguage();
  const { own } = useSession();
  const types = typesFor(category, own.participant.roles);
  const nameOf = (type: string): string => {
    const names = types.find((each) => each.type === type)?.names;
    return names === undefined ? type : nameIn(names, language);
  };
  const [attachment, setAttachment] = useState<Attachment>();
  const form = useFields(
    {
      type: types[0]?.type ?? '',
      number: '',
      lots: '',
      result: 'pass',
      issued: localTime(new Date()).slice(0, 10),
      until: '',
      items: '',
      statement: '',
    },
    {
      number: upTo(40, text),
      lots,
      issued: day(text),
      until: optional(day(text)),
      items: optional((value) => {
        const bad = linesOf(value).findIndex((line) => readItem(line) === undefined);
        return bad < 0 ? undefined : says(words.itemsBad(bad + 1));
      }),
      statement: optional(upTo(2000, text)),
    },
  );
  const attach = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await new Response(file).arrayBuffer());
    setAttachment({
      name: file.name.slice(0, 200),
      mediaType: file.type === '' ? 'application/octet-stream' : file.type,
      sha256: hex(sha256(bytes)),
    });
  };
  const failed = form.values.result === 'fail';
  return (
    <ActForm
      heading={words.heading}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { type, number, issued, until, statement } = form.values;
        const named = linesOf(form.values.lots);
        const items = linesOf(form.values.items).flatMap((line) => readItem(line) ?? []);
        const entry = certificate({
          type,
          number: number.trim(),
          category: category.id,
          lots: named,
          result: failed ? 'fail' : 'pass',
          issued,
          ...(until === '' ? undefined : { validUntil: until }),
          ...(items.length === 0 ? undefined : { items }),
          ...(attachment === undefined ? undefined : { attachment }),
          ...(statement.trim() === '' ? undefined : { statement: statement.trim() }),
        });
        return {
          title: words.heading,
          summary: [
            [words.type, nameOf(type)],
            [words.number, number],
            [words.lots, named.join('、')],
            [words.result, failed ? `${words.fail} — ${words.failNote}` : words.pass],
          ],
          documents: [draftDocument('certificate', entry)],
        };
      }}
    >
      <div class="pair">
        <Select field={form.field('type')} label={words.type} options={types.map(({ type }) => [type, nameOf(type)])} />
        <Input field={form.field('number')} label={words.number} hint={words.numberHint} />
      </div>
      <Input field={form.field('lots')} label={words.lots} hint={words.lotsHint} rows={2} />
      <div class="pair">
        <Select
          field={form.field('result')}
          label={words.result}
          options={[
            ['pass', words.pass],
            ['fail', words.fail],
          ]}
        />
        <Input field={form.field('issued')} label={words.issued} type="date" />
        <Input field={form.field('until')} label={words.until + text.optional} type="date" />
      </div>
      {failed ? <p class="flag flag-bad">{words.failNote}</p> : null}
      <Input field={form.field('items')} label={words.items + text.optional} hint={words.itemsHint} rows={4} />
      <Input field={form.field('statement')} label={words.statement + text.optional} rows={2} />
      <p class="label">{words.attachment + text.optional}</p>
      <FileButton
        name="attachment"
        label={attachment?.name ?? text.keys.loadButton}
        onFile={(file) => void attach(file)}
      />
      {attachment === undefined ? null : <p class="hint code">SHA-256 {attachment.sha256}</p>}
    </ActForm>
  );
}

function RevokeForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const { certificate: words } = text;
  const form = useFields({ revoked: '', reason: '' }, { revoked: upTo(64, text), reason: upTo(1000, text) });
  return (
    <ActForm
      heading={words.revoke}
      alone
      onClose={onDone}
      draft={() => {
        if (!form.valid()) return undefined;
        const { revoked, reason } = form.values;
        return {
          title: words.revoke,
          summary: [
            [words.number, revoked],
            [words.reason, reason],
          ],
          documents: [draftDocument('certificate', certificateRevocation(revoked.trim(), reason.trim()))],
        };
      }}
    >
      <Input field={form.field('revoked')} label={words.number} />
      <Input field={form.field('reason')} label={words.reason} />
    </ActForm>
  );
}

const RESULTS: Readonly<Record<string, 'pass' | 'fail'>> = { 合格: 'pass', 不合格: 'fail', pass: 'pass', fail: 'fail' };

/** `name | method | found | limit | result`; method and limit may be empty. */
function readItem(line: string): CertificateItem | undefined {
  const [name = '', method = '', found = '', limit = '', verdict = '', ...rest] = line
    .split(/[|｜]/)
    .map((part) => part.trim());
  const result = RESULTS[verdict.toLowerCase()];
  if (name === '' || found === '' || result === undefined || rest.length > 0) return undefined;
  return {
    name,
    ...(method === '' ? undefined : { method }),
    found,
    ...(limit === '' ? undefined : { limit }),
    result,
  };
}
