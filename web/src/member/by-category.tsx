import type { CategoryAnswer } from '@suyuan/domain';
import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { Select } from './fields.js';
import { useText } from './text/index.js';

interface ByCategoryProps {
  /** To choose from; where there is but one, nothing is asked. */
  readonly categories: readonly CategoryAnswer[];
  readonly children: (category: CategoryAnswer) => ComponentChildren;
}

/** A form for one category at a time. Where another is chosen it begins anew: what was entered may not fit there. */
export function ByCategory({ categories, children }: ByCategoryProps) {
  const text = useText();
  const { language } = useLanguage();
  const [id, setId] = useState(categories[0]?.id ?? '');
  const chosen = categories.find((category) => category.id === id);
  if (chosen === undefined) return null;
  const field = { name: 'category', value: id, problem: undefined, onInput: setId, onBlur: () => undefined };
  const options = categories.map((category) => [category.id, nameIn(category.names, language)] as const);
  return (
    <>
      {categories.length > 1 ? <Select field={field} label={text.lot.category} options={options} /> : null}
      <Fragment key={id}>{children(chosen)}</Fragment>
    </>
  );
}
