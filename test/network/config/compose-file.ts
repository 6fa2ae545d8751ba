export interface Service {
  readonly image: string;
  readonly build?: {
    readonly context: string;
    readonly target: string;
    readonly args: Readonly<Record<string, string>>;
  };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[] | Readonly<Record<string, { readonly aliases: readonly string[] }>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
}

export interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly networks: Readonly<Record<string, object>>;
}

/** What is read back from a configuration: a path of names and indices. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((found, name) => (found as Record<string | number, unknown> | undefined)?.[name], value);
}

/** `volume:place` or `volume:place:ro`. */
export function mounts({ volumes = [] }: Service): { volume: string; place: string; readOnly: boolean }[] {
  return volumes.map((text) => {
    const [volume = '', place = '', mode] = text.split(':');
    return { volume, place, readOnly: mode === 'ro' };
  });
}

/** The mount below which a container finds a path. */
export function mountOf(service: Service, path: string) {
  return mounts(service).find(({ place }) => path === place || path.startsWith(`${place}/`));
}

/** Every absolute path in a configuration. */
export function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('/') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(pathsIn);
}
