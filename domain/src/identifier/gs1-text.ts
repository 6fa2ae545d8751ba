import { TraceError } from '../error/trace-error.js';
import { excerpt } from './characters.js';
import type { Reading } from './code.js';
import { isWebUri } from './digital-link.js';
import { isElementString, parseElementString, type Elements } from './element-string.js';
import { isEpcUrn } from './epc-urn.js';
import { invalid } from './form.js';
import { makeIdentifier } from './gs1-key.js';
import type { Identifier, Scheme } from './identifier.js';
import { linkAttributes } from './link-attributes.js';
import { parseIdentifier } from './parse-identifier.js';

/** A GS1 identifier with what stands beside it on the label: dates, amounts. */
export interface Labelled {
  readonly identifier: Identifier;
  /** All application identifiers but those of the key and its qualifiers. */
  readonly attributes: Elements;
}

/** Whether a text says by its form that it is of GS1: an EPC URN, a link, or an element string. */
export function isGs1Text(text: string): boolean {
  return isEpcUrn(text) || isWebUri(text) || isElementString(text);
}

/** Keys in the order in which one is looked for: a logistic unit tells its content as well. */
const KEYS = ['00', '01', '8006', '8010', '414', '417', '253', '255', '401', '402', '8003', '8004', '8017', '8018'];
const QUALIFIERS: ReadonlySet<string> = new Set(['10', '21', '22', '235', '254', '8011']);

/** Reads a text of which `isGs1Text` holds. Throws as `parseIdentifier`, and IDENTIFIER_DATE. */
export function parseLabel(text: string, scheme = 'gs1'): Labelled {
  if (!isElementString(text)) {
    return { identifier: parseIdentifier(text), attributes: isWebUri(text) ? linkAttributes(text) : new Map() };
  }
  const elements = parseElementString(text, scheme);
  const ai = KEYS.find((key) => elements.has(key));
  if (ai === undefined) return invalid(scheme, text, 'a GS1 element string with a key');
  const [lot, extension] = [elements.get('10'), elements.get('254')];
  const serialAi = ai === '8010' ? '8011' : elements.has('21') ? '21' : '235';
  const serial = elements.get(serialAi);
  const qualifiers = {
    ...(lot === undefined || !TRADED.has(ai) ? undefined : { lot }),
    ...(serial === undefined || !(TRADED.has(ai) || ai === '8010') ? undefined : { serial }),
    ...(extension === undefined || ai !== '414' ? undefined : { extension }),
  };
  const attributes = new Map([...elements].filter(([name]) => name !== ai && !QUALIFIERS.has(name)));
  return { identifier: makeIdentifier(ai, elements.get(ai) ?? '', qualifiers, serialAi), attributes };
}

const TRADED: ReadonlySet<string> = new Set(['01', '8006']);

/**
 * Reads a GS1 identifier of one of some schemes: EPC URN, link, element string; or, where a scheme is a key and no more,
 * the key by itself (`ai`). Throws as `parseIdentifier`, and IDENTIFIER_DATE, SCHEME_WRONG.
 */
export function readGs1(scheme: string, text: string, allowed: readonly Scheme[], ai?: string): Reading {
  if (!isGs1Text(text) && ai === undefined) invalid(scheme, text, 'an EPC URN, a GS1 Digital Link or (01)…');
  const { identifier, attributes } = isGs1Text(text)
    ? parseLabel(text, scheme)
    : { identifier: makeIdentifier(ai ?? '', text), attributes: new Map<string, string>() };
  if (!allowed.includes(identifier.scheme)) {
    const found = identifier.scheme;
    throw new TraceError('SCHEME_WRONG', { value: excerpt(text), scheme, found });
  }
  const { key, lot, serial, extension, level, canonical, path } = identifier;
  const qualified = lot !== undefined || serial !== undefined || extension !== undefined;
  return {
    value: qualified ? canonical : key,
    uri: canonical,
    path,
    level,
    parts: {
      key,
      ...(lot === undefined ? undefined : { lot }),
      ...(serial === undefined ? undefined : { serial }),
      ...(extension === undefined ? undefined : { extension }),
      ...Object.fromEntries(attributes),
    },
  };
}
