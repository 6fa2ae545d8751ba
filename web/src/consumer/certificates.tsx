import type { Story, StoryCertificate } from '@suyuan/client';
import { formatDay, nameIn } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { useText } from './text/index.js';
import { PartyName } from './words.js';

export function Certificates({ story }: { readonly story: Story }) {
  const { certificates } = useText();
  return (
    <section class="card" aria-labelledby="certificates-heading">
      <h2 id="certificates-heading">{certificates.heading}</h2>
      {story.certificates.length === 0 ? <p>{certificates.none}</p> : null}
      {[...story.certificates].reverse().map((view) => (
        <Certificate key={view.ref} certificate={view} />
      ))}
    </section>
  );
}

/** Its address on this page: numbers are their issuers' own. */
export function certificateAnchor({ ref }: StoryCertificate): string {
  return `certificate-${ref.replace('#', '-')}`;
}

function Certificate({ certificate }: { readonly certificate: StoryCertificate }) {
  const { certificates: words } = useText();
  const { language } = useLanguage();
  const { result, status, items, validUntil, attachment, statement } = certificate;
  const bad = result === 'fail' && status !== 'revoked';
  return (
    <article
      id={certificateAnchor(certificate)}
      class={`certificate${bad ? ' certificate-bad' : ''}${status === 'revoked' ? ' certificate-revoked' : ''}`}
    >
      <h3>
        <span>{nameIn(certificate.names, language)}</span>
        <span class={`badge ${result === 'fail' ? 'badge-bad' : 'badge-good'}`}>
          <Icon name={result === 'fail' ? 'cross' : 'check'} />
          {result === 'fail' ? words.fail : words.pass}
        </span>
        {status === 'revoked' ? <span class="badge">{words.revoked}</span> : null}
        {status === 'expired' ? <span class="badge badge-warn">{words.expired}</span> : null}
      </h3>
      <dl class="facts facts-tight">
        <div>
          <dt>{words.issuer}</dt>
          <dd>
            <PartyName party={certificate.issuer} />
          </dd>
        </div>
        <div>
          <dt>{words.number}</dt>
          <dd class="code">{certificate.number}</dd>
        </div>
        <div>
          <dt>{words.issued}</dt>
          <dd>{formatDay(certificate.issued, language)}</dd>
        </div>
        {validUntil === undefined ? null : (
          <div>
            <dt>{words.until}</dt>
            <dd>{formatDay(validUntil, language)}</dd>
          </div>
        )}
        {attachment === undefined ? null : (
          <div>
            <dt>{words.attachment}</dt>
            <dd>{attachment.name}</dd>
          </div>
        )}
      </dl>
      {statement === undefined ? null : <p class="statement">{statement}</p>}
      {items.length === 0 ? null : (
        <details open={bad}>
          <summary>{words.report(items.length)}</summary>
          <table class="report">
            <thead>
              <tr>
                <th scope="col">{words.item}</th>
                <th scope="col">{words.found}</th>
                <th scope="col">{words.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.name} class={item.result === 'fail' ? 'report-bad' : ''}>
                  <th scope="row">
                    {item.name}
                    {item.method === undefined ? null : <small>{item.method}</small>}
                  </th>
                  <td>
                    {item.found}
                    {item.limit === undefined ? null : (
                      <small>
                        {words.limit} {item.limit}
                      </small>
                    )}
                  </td>
                  <td>{item.result === 'fail' ? words.fail : words.pass}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </article>
  );
}
