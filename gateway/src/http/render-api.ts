import type { Language } from '@suyuan/domain';

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly summary: string;
  readonly security?: unknown;
  readonly parameters: readonly { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Json }>>;
}

const WORDS = {
  zh: {
    token: '需令牌',
    parameters: '参数',
    body: '请求体',
    answers: '返回',
    schemas: '数据结构',
    document: 'OpenAPI 文档',
    name: '名称',
    type: '类型',
    meaning: '说明',
  },
  en: {
    token: 'takes a token',
    parameters: 'Parameters',
    body: 'Body',
    answers: 'Answers',
    schemas: 'Schemas',
    document: 'OpenAPI document',
    name: 'Name',
    type: 'Type',
    meaning: 'Meaning',
  },
} as const;
type Words = (typeof WORDS)[Language];

/** An OpenAPI document of describeApi's making as a page to read. */
export function renderApi(document: Json, language: Language): string {
  const { info, paths, components } = document as {
    info: { title: string; version: string; description: string };
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Json> };
  };
  const words = WORDS[language];
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation, words)),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => renderSchema(name, schema, words));
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)}</title><link rel="stylesheet" href="/api/style.css"></head><body>
<h1>${escape(info.title)}</h1>
<p class="soft">${escape(info.version)} · <a href="/api/v1/openapi.json">${words.document}</a></p>
<p>${escape(info.description)}</p>
<h2>API</h2>
${operations.join('\n')}
<h2>${words.schemas}</h2>
${schemas.join('\n')}
</body></html>`;
}

function renderOperation(method: string, path: string, operation: Operation, words: Words): string {
  const { parameters, requestBody, responses, security, summary } = operation;
  const lock = security === undefined ? '' : `<small class="lock">${words.token}</small>`;
  const body = Object.values(requestBody?.content ?? {}).map(({ schema }) => typeOf(schema));
  const rows = parameters.map(({ name, in: where, required, description = '', schema }) => [
    `<code>${escape(name)}</code>${required ? '' : '?'} <small>${where}</small>`,
    typeOf(schema),
    escape(description),
  ]);
  const answers = Object.entries(responses).map(([status, { description, content = {} }]) => [
    `<code>${escape(status)}</code>`,
    Object.entries(content)
      .map(([type, { schema }]) => (schema === undefined ? `<code>${escape(type)}</code>` : typeOf(schema)))
      .join(', '),
    escape(description),
  ]);
  return `<details><summary>${lock}<span class="method ${method}">${method.toUpperCase()}</span> <code>${escape(path)}</code>
<br><small>${escape(summary)}</small></summary><div>
${table(words.parameters, rows, words)}
${body.length === 0 ? '' : `<p><strong>${words.body}</strong> ${body.join(', ')}</p>`}
${table(words.answers, answers, words)}</div></details>`;
}

function renderSchema(name: string, schema: Json, words: Words): string {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Json>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const rows = Object.entries(properties).map(([member, one]) => [
    `<code>${escape(member)}</code>${required.includes(member) ? '' : '?'}`,
    typeOf(one),
    escape(textOf(one['description'])),
  ]);
  const body = rows.length > 0 ? table('', rows, words) : `<p>${typeOf(schema)}</p>`;
  return `<details id="${escape(name)}"><summary><code>${escape(name)}</code> <small>${escape(textOf(schema['description']))}</small></summary>
<div>${body}</div></details>`;
}

function table(title: string, rows: readonly (readonly string[])[], words: Words): string {
  if (rows.length === 0) return '';
  const head = [words.name, words.type, words.meaning].map((word) => `<th>${word}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `${title === '' ? '' : `<strong>${title}</strong>`}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A schema in a few words, those that have a name as links. */
function typeOf(schema: Json): string {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const name = escape(ref.slice(ref.lastIndexOf('/') + 1));
    return `<a href="#${name}"><code>${name}</code></a>`;
  }
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly Json[] | undefined;
  if (options !== undefined) return options.map(typeOf).join(' | ');
  if (Array.isArray(schema['enum']))
    return schema['enum'].map((value) => `<code>${escape(String(value))}</code>`).join(' ');
  if (schema['const'] !== undefined) return `<code>${escape(JSON.stringify(schema['const']))}</code>`;
  if (schema['type'] === 'array') return `[${typeOf((schema['items'] ?? {}) as Json)}]`;
  const properties = schema['properties'] as Readonly<Record<string, Json>> | undefined;
  if (properties !== undefined) {
    return `{ ${Object.entries(properties)
      .map(([name, one]) => `${escape(name)}: ${typeOf(one)}`)
      .join(', ')} }`;
  }
  const values = schema['additionalProperties'];
  if (typeof values === 'object' && values !== null) return `{ …: ${typeOf(values as Json)} }`;
  return escape(textOf(schema['type']));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
