import {
  compose,
  extensionsAt,
  isAbove,
  keys,
  provinceOf,
  type CategoryPack,
  type CategoryVersion,
  type ParticipantRecord,
  type ShipmentRecord,
} from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** The rules that bound a participant at a time gone by, with what its division's extensions added to them. */
export class RulesThen {
  constructor(
    private readonly view: IndexView,
    private readonly division: ParticipantRecord['division'],
  ) {}

  /** Those in force at a transaction time, seconds; undefined where there were none yet. */
  async at(category: string, time: number): Promise<CategoryPack | undefined> {
    return this.#whole(await this.#versionAt(category, time), time);
  }

  /** Those that a delivery is shipped under. */
  async ofShipping({ category, pack, at }: ShipmentRecord): Promise<CategoryPack | undefined> {
    const versions = await this.view.categoryVersions(category);
    return this.#whole(
      versions.find((each) => each.pack.version === pack),
      at,
    );
  }

  /** Those that it is received under at a time: the same, unless the version then in force binds at once. */
  async ofReceipt(shipment: ShipmentRecord, time: number): Promise<CategoryPack | undefined> {
    const present = await this.#versionAt(shipment.category, time);
    return present?.pack.inTransit === 'at_once' ? this.#whole(present, time) : this.ofShipping(shipment);
  }

  /**
   * A version is in force from its day on, and not before it is on the ledger. One that was amended before its day never is:
   * each is above all that were published before it.
   */
  async #versionAt(category: string, time: number): Promise<CategoryVersion | undefined> {
    const versions = [...(await this.view.categoryVersions(category))]
      .sort((a, b) => (isAbove(a.pack.version, b.pack.version) ? 1 : -1))
      .map((version) => {
        const recorded = this.view.timeOf(version.by) ?? 0;
        return { version, recorded, begins: Math.max(version.from, recorded) };
      });
    const found = versions.filter(({ begins }, i) => {
      return begins <= time && versions.slice(i + 1).every((later) => later.recorded >= begins);
    });
    return found.at(-1)?.version;
  }

  #whole(version: CategoryVersion | undefined, time: number): CategoryPack | undefined {
    if (version === undefined) return undefined;
    const { pack } = version;
    const known = this.view.state(keys.extensions(pack.id, provinceOf(this.division)));
    const local = extensionsAt(known, this.division, time, time);
    return local.length === 0
      ? pack
      : compose(
          pack,
          local.map(({ value }) => value),
        );
  }
}
