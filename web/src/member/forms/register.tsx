import { registration } from '@suyuan/client';
import { parseGln, ROLES, type Role } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';
import { upTo, wordsOf } from '../checks.js';
import { draftDocument } from '../draft.js';
import { Input, optional, says, useFields } from '../fields.js';
import { FileButton } from '../file-button.js';
import { readText } from '../key-panel.js';
import { useText } from '../text/index.js';
import { readProof } from '../proof.js';
import { ActForm } from './act-form.js';

/** Admits a participant by the proof of possession that it handed in. */
export function RegisterForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const { register: words } = text;
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [roleProblem, setRoleProblem] = useState(false);
  const [applicant, setApplicant] = useState<string>();
  const form = useFields(
    { proof: '', zh: '', en: '', division: '', address: '', glns: '', prefixes: '', label: '' },
    {
      proof: () => undefined,
      zh: upTo(100, text),
      en: optional(upTo(100, text)),
      division: (value) => (/^\d{6}$/.test(value) ? undefined : says(words.divisionBad)),
      address: optional(upTo(200, text)),
      glns: optional((value) => {
        wordsOf(value).forEach(parseGln);
      }),
      prefixes: optional(),
      label: optional(upTo(80, text)),
    },
  );
  const { proof } = form.values;
  // Its signature is checked here already: a proof that was cut off in copying is said at once.
  useEffect(() => {
    let current = true;
    setApplicant(undefined);
    if (proof.trim() !== '') {
      readProof(proof).then(
        ({ participant }) => {
          if (current) setApplicant(participant);
        },
        () => undefined,
      );
    }
    return () => {
      current = false;
    };
  }, [proof]);
  const toggle = (role: Role): void => {
    setRoleProblem(false);
    setRoles((before) => (before.includes(role) ? before.filter((each) => each !== role) : [...before, role]));
  };
  return (
    <ActForm
      heading={words.heading}
      alone
      onClose={onDone}
      draft={async () => {
        const valid = form.valid();
        setRoleProblem(roles.length === 0);
        if (!valid || roles.length === 0) return undefined;
        const { participant: id } = await readProof(proof);
        const { zh, en, division, address, label } = form.values;
        const glns = wordsOf(form.values.glns);
        const prefixes = wordsOf(form.values.prefixes);
        const entry = registration({
          id,
          name: { zh: zh.trim(), ...(en.trim() === '' ? undefined : { en: en.trim() }) },
          roles,
          division: division.trim(),
          ...(address.trim() === '' ? undefined : { address: address.trim() }),
          ...(glns.length === 0 ? undefined : { glns }),
          ...(prefixes.length === 0 ? undefined : { prefixes }),
          proof: proof.trim(),
          ...(label.trim() === '' ? undefined : { label: label.trim() }),
        });
        return {
          title: words.heading,
          summary: [
            [text.keys.participant, id],
            [words.zh, zh],
            [words.roles, roles.map((role) => text.roles[role]).join('、')],
            [words.division, division],
            ...(prefixes.length === 0 ? [] : [[words.prefixes, prefixes.join('、')] as const]),
          ],
          documents: [draftDocument('participant', entry)],
        };
      }}
    >
      <Input field={form.field('proof')} label={words.proof} hint={words.proofHint} rows={4} />
      {applicant === undefined ? null : <p class="flag flag-wait">{words.proofFor(applicant)}</p>}
      <div class="buttons">
        <FileButton
          name="proof-file"
          label={words.proofFile}
          onFile={(file) => void readText(file).then((content) => form.set('proof', content.trim()))}
        />
      </div>
      <div class="pair">
        <Input field={form.field('zh')} label={words.zh} />
        <Input field={form.field('en')} label={words.en + text.optional} />
      </div>
      <fieldset class="field choices">
        <legend class="label">{words.roles}</legend>
        {ROLES.map((role) => (
          <label key={role} class="choice">
            <input type="checkbox" name={`role-${role}`} checked={roles.includes(role)} onChange={() => toggle(role)} />
            {text.roles[role]}
          </label>
        ))}
        <span class="problem" role="alert">
          {roleProblem ? words.rolesBad : ''}
        </span>
      </fieldset>
      <div class="pair">
        <Input field={form.field('division')} label={words.division} hint={words.divisionHint} mode="numeric" />
        <Input field={form.field('address')} label={words.address + text.optional} />
        <Input field={form.field('prefixes')} label={words.prefixes + text.optional} hint={words.listHint} />
        <Input field={form.field('glns')} label={words.glns + text.optional} hint={words.listHint} />
        <Input field={form.field('label')} label={words.label + text.optional} />
      </div>
    </ActForm>
  );
}
