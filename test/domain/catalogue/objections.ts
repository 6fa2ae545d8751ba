import { lawful } from './lawful.js';
import type { Model } from './model.js';
import { possible } from './possible.js';
import type { Deed, Objection } from './terms.js';
import { untimely } from './times.js';

/** Everything that speaks against it; nothing does where it must be accepted. */
export function objections(model: Model, deed: Deed): Objection[] {
  const rules = model.rulesFor(deed);
  return [...lawful(model, deed, rules), ...possible(model, deed), ...untimely(model, deed)];
}
