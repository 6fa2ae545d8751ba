import type { DocumentResult } from '@suyuan/domain';
import { useExplain } from '../ui/explain.js';
import { Icon } from '../ui/icons.js';
import { useText } from './text/index.js';

/** What became of each document, every error of it in a sentence. */
export function ResultList({ results }: { readonly results: readonly DocumentResult[] }) {
  const { sign } = useText();
  const explain = useExplain();
  return (
    <ul class="results">
      {results.map(({ id, status, record, errors = [] }, i) => (
        <li key={id ?? i} class={`flag ${status === 'refused' ? 'flag-bad' : 'flag-wait'}`}>
          <Icon name={status === 'refused' ? 'cross' : 'check'} />
          <div>
            <b>{status === 'acceptable' ? sign.checked : sign[status]}</b>
            {record === undefined ? null : ` · ${sign.block(record.block)}`}
            {errors.map((error, j) => (
              <p key={j}>
                {explain(error)} <small class="code">{error.code}</small>
              </p>
            ))}
            {id === undefined || status === 'refused' ? null : (
              <small class="code">
                {sign.document} {id}
              </small>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
