import { isArray, isObject, JsonNumber, secondsOfDay, Shape, type CategoryPack, type Json } from '@suyuan/domain';

/** A version of a category's rules, as a document puts it in force. */
export interface ShownVersion {
  readonly pack: CategoryPack;
  /** Seconds. */
  readonly from: number;
}

/**
 * The version that an entry of kind `category` publishes; undefined where it does something else. Its rules are taken as the
 * regulator signed them: reading them again, as the ledger did, would make the page twice as large. Their numbers are whole
 * and small, as the ledger made sure.
 */
export function readVersion(value: Json): ShownVersion | undefined {
  const shape = Shape.of(value);
  const action = shape.text('action', 20);
  if (action !== 'publish' && action !== 'amend') return undefined;
  const pack = shape.shape('pack');
  for (const name of ['id', 'version']) pack.text(name, 40);
  for (const name of ['steps', 'certificates']) pack.shape(name);
  const from = secondsOfDay(pack.shape('inForce').text('from', 10)) ?? 0;
  return { pack: plain(pack.object) as CategoryPack, from };
}

function plain(value: Json): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
