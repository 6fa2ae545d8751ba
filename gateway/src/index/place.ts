import type { ContainerRecord, Inside, UnitRecord } from '@suyuan/domain';

/** With somebody by itself, or inside of something; undefined: on its way, or gone. */
export type Place = { readonly holder: string; readonly attached?: string | undefined } | Inside | undefined;

export function placeOfUnit({ holder, inside, transit, attached, ended }: UnitRecord): Place {
  if (inside !== undefined) return inside;
  return transit === undefined && ended === undefined ? { holder, attached } : undefined;
}

export function placeOfContainer({ holder, inside, transit, opened, unmade }: ContainerRecord): Place {
  if (opened !== undefined || unmade !== undefined) return undefined;
  if (inside !== undefined) return inside;
  return transit === undefined ? { holder } : undefined;
}
