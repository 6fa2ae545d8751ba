export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [name: string]: Yaml };

/** Blocks of YAML 1.2, strings in JSON's quotes: what Fabric reads, and a person too. */
export function toYaml(value: { readonly [name: string]: Yaml }): string {
  return `${lines(value).join('\n')}\n`;
}

function lines(value: Yaml): string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = lines(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (typeof value !== 'object') return [scalar(value)];
  return Object.entries(value).flatMap(([name, content]) => {
    if (isEmpty(content)) return [`${name}: ${isList(content) ? '[]' : '{}'}`];
    if (typeof content !== 'object') return [`${name}: ${scalar(content)}`];
    return [`${name}:`, ...lines(content).map((line) => `  ${line}`)];
  });
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function isEmpty(value: Yaml): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Durations, paths and rules are text to Fabric whether quoted or not; quoted, nothing else can be read into them. */
function scalar(value: string | number | boolean): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
