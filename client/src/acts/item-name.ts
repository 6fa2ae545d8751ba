import {
  isWebUri,
  parseIdentifier,
  parsePath,
  parseUnitPath,
  parseUnitUrn,
  TraceError,
  type Identifier,
} from '@suyuan/domain';

/** A lot however it is written. Throws IDENTIFIER_…, CHECK_DIGIT, LOT_EXPECTED. */
export function lotIdentifier(text: string): Identifier {
  const identifier = itemIdentifier(text);
  if (identifier.scheme !== 'lgtin') throw new TraceError('LOT_EXPECTED', { path: 'lot', value: text.slice(0, 120) });
  return identifier;
}

/** A path (with or without its leading slash), a Digital Link, an EPC URN. Throws IDENTIFIER_…, CHECK_DIGIT. */
export function itemIdentifier(text: string): Identifier {
  if (text.startsWith('urn:') || isWebUri(text)) return parseIdentifier(text);
  return parsePath(text.startsWith('/') ? text.slice(1) : text);
}

/** Throws IDENTIFIER_…, CHECK_DIGIT. */
export function itemUri(item: string): string {
  const path = item.startsWith('/') ? item.slice(1) : item;
  const code = parseUnitPath(path);
  if (code !== undefined) return code.canonical;
  return item.startsWith('urn:suyuan:') ? item : itemIdentifier(item).canonical;
}

/** The same as a path, such as items are asked for by. */
export function itemPath(item: string): string {
  const path = item.startsWith('/') ? item.slice(1) : item;
  return (parseUnitPath(path) ?? parseUnitUrn(item) ?? itemIdentifier(item)).path;
}
