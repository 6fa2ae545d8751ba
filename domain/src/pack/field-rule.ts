import type { SchemeId } from '../identifier/schemes.js';
import type { Names } from '../state/records.js';
import type { Pattern } from './pattern.js';
import type { Sourced } from './pack.js';

/** To whom a field's value is shown: everybody, the parties of the event, regulators alone, or (withheld) nobody here. */
export const DISCLOSURES = ['public', 'party', 'regulator', 'nobody'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

/** What a field's value must be; any that is not empty where a rule does not say. */
export type FieldForm =
  | { readonly is: 'text'; readonly pattern: Pattern }
  | { readonly is: 'day' | 'time' | 'number' }
  | { readonly is: 'one_of'; readonly values: readonly string[] }
  /** By an identifier scheme of domain/src/identifier. */
  | { readonly is: 'identifier'; readonly scheme: SchemeId };

/** What an event says beside what EPCIS itself asks: in `ilmd`, or as an extension of the event. */
export interface FieldRule extends Sourced {
  /** `suyuan:origin`, `cbvmda:itemExpirationDate`; or of EPCIS itself: `readPoint`, `bizTransaction.inv`, … */
  readonly name: string;
  readonly names: Names;
  readonly form?: FieldForm;
  /** It may be left out, but where it stands it must be of the form. */
  readonly optional?: boolean;
  readonly disclosure: Disclosure;
  /** The item keeps it: later conditions know it as `item.<as>`, days and times in seconds. */
  readonly as?: string;
}

/** Longest text that a form looks at; a longer one is refused unread. */
export const LONGEST = 200;
