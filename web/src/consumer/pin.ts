import { readStored, store } from '../ui/storage.js';

/*
 * The one thing that a browser must know beforehand: the thumbprint of the root regulator's key. It comes from the label in
 * the hand (its code's fragment never reaches a server), or is what this device saw first and has kept since.
 */

export interface Pin {
  readonly thumbprint: string;
  readonly from: 'label' | 'first-use';
  /** Milliseconds; absent while it is not kept yet. */
  readonly since?: number;
  /** False where the device keeps nothing (a private window): then every visit is the first. */
  readonly kept: boolean;
}

export type PinChoice =
  | { readonly kind: 'pinned'; readonly pin: Pin }
  /** Two sources name different keys: nothing is to be believed until a person has compared them. */
  | { readonly kind: 'changed'; readonly known: Pin; readonly offered: string; readonly by: 'label' | 'server' }
  | { readonly kind: 'none' };

const STORED = 'suyuan.pin';

export function knownPin(): Pin | undefined {
  const [thumbprint = '', from = '', since = ''] = (readStored(STORED) ?? '').split(' ');
  if (thumbprint.length !== 43 || !Number.isFinite(Number(since))) return undefined;
  return { thumbprint, from: from === 'label' ? 'label' : 'first-use', since: Number(since), kept: true };
}

/** `offered`: what the server says; it decides only where neither label nor device knows better. */
export function choosePin(label: string | undefined, offered: string | undefined): PinChoice {
  const known = knownPin();
  if (known !== undefined && label !== undefined && label !== known.thumbprint) {
    return { kind: 'changed', known, offered: label, by: 'label' };
  }
  const pin: Pin | undefined =
    // What was taken on trust, and a label now confirms, is no longer taken on trust alone.
    (known !== undefined && label !== undefined ? { ...known, from: 'label' } : known) ??
    (label !== undefined
      ? { thumbprint: label, from: 'label', kept: false }
      : offered !== undefined
        ? { thumbprint: offered, from: 'first-use', kept: false }
        : undefined);
  if (pin === undefined) return { kind: 'none' };
  if (offered !== undefined && offered !== pin.thumbprint) {
    return { kind: 'changed', known: pin, offered, by: 'server' };
  }
  return { kind: 'pinned', pin };
}

/** Only after everything led up to it: a server that lies at the first visit is then at least held to its lie. */
export function keepPin(pin: Pin): Pin {
  if (pin.kept) return pin;
  const since = Date.now();
  return { ...pin, since, kept: store(STORED, `${pin.thumbprint} ${pin.from} ${since}`) };
}

/** A person has compared the new key with what the regulator publishes. */
export function acceptPin(thumbprint: string, by: 'label' | 'server'): void {
  store(STORED, `${thumbprint} ${by === 'label' ? 'label' : 'first-use'} ${Date.now()}`);
}
