import { secondsOfDay, Shape, type CategoryPack, type Json } from '@suyuan/domain';

/** A version of a category's rules, as a document puts it in force. */
export interface ShownVersion {
  readonly pack: CategoryPack;
  /** Seconds. */
  readonly from: number;
}

/**
 * The version that an entry of kind `category` publishes; undefined where it does something else. Its rules are taken as the
 * regulator signed them: reading them again, as the ledger did, would make the page twice as large. So their numbers stay
 * unread: nothing here goes by them.
 */
export function readVersion(value: Json): ShownVersion | undefined {
  const shape = Shape.of(value);
  const action = shape.text('action', 20);
  if (action !== 'publish' && action !== 'amend') return undefined;
  const pack = shape.shape('pack');
  for (const name of ['id', 'version']) pack.text(name, 40);
  for (const name of ['steps', 'certificates']) pack.shape(name);
  const from = secondsOfDay(pack.shape('inForce').text('from', 10)) ?? 0;
  return { pack: pack.object as unknown as CategoryPack, from };
}
