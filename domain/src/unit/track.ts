import type { CustodyAct } from '../custody/custody-act.js';
import type { EntryRef } from '../state/keys.js';
import { opensAll } from './opens-all.js';

interface Place {
  readonly carriers: readonly string[];
  readonly shipment: EntryRef | undefined;
}

/**
 * Follows one unit or container through acts in ledger order, from those alone: which containers it is inside of, and so
 * which acts are about it although they name only the outermost. For whoever tells its story: the ledger has its own way.
 */
export class Track {
  /** The innermost first. */
  readonly #carriers: string[] = [];
  #shipment: EntryRef | undefined;
  /** By the digest of each event that it saw: where it was before, if that moved it. */
  readonly #past = new Map<string, Place | undefined>();

  constructor(readonly item: string) {}

  get container(): string | undefined {
    return this.#carriers[0];
  }

  get shipment(): EntryRef | undefined {
    return this.#shipment;
  }

  /** Whether the act moves it, or does something to it; how far it is followed changes with that. */
  sees(act: CustodyAct, ref: EntryRef): boolean {
    if (act.error !== undefined) return this.#undo(act.digest);
    const [carriers, shipment] = [[...this.#carriers], this.#shipment];
    const seen = this.#follow(act, ref);
    const moved = carriers.length !== this.#carriers.length || shipment !== this.#shipment;
    if (seen) this.#past.set(act.digest, moved ? { carriers, shipment } : undefined);
    return seen;
  }

  /** What has moved it since keeps an event from being declared wrong: it goes back to where it was before that one. */
  #undo(digest: string): boolean {
    if (!this.#past.has(digest)) return false;
    const past = this.#past.get(digest);
    this.#past.delete(digest);
    if (past === undefined) return true;
    this.#carriers.splice(0, Infinity, ...past.carriers);
    this.#shipment = past.shipment;
    return true;
  }

  #follow(act: CustodyAct, ref: EntryRef): boolean {
    const outer = this.#carriers.at(-1) ?? this.item;
    // What is done to its own contents.
    if (act.parent === this.item) return true;
    switch (act.step) {
      case 'packing':
        if (!names(act, outer) || act.parent === undefined) return false;
        this.#carriers.push(act.parent);
        return true;
      case 'unpacking': {
        const next = this.#carriers.at(-2) ?? this.item;
        const opened = opensAll(act);
        if (act.parent !== outer || this.#carriers.length === 0 || !(opened || names(act, next))) return false;
        this.#carriers.pop();
        return true;
      }
      case 'shipping':
        if (!names(act, outer)) return false;
        this.#shipment = ref;
        return true;
      case 'returning':
        if (!names(act, outer)) return false;
        this.#shipment = ref;
        return true;
      case 'receiving':
      case 'void_shipping': {
        const about = act.shipment !== undefined && act.shipment === this.#shipment;
        // What was not named when its delivery was received is in nobody's hands: it stays on that way.
        if (about && names(act, outer)) this.#shipment = undefined;
        return about;
      }
      default:
        return names(act, this.item);
    }
  }
}

function names({ units, containers }: CustodyAct, path: string): boolean {
  return containers.includes(path) || units.some((unit) => unit.path === path);
}
