import { z } from 'zod';
import { CODES, type Code, type Language } from '@suyuan/domain';
import type { Route } from './route.js';
import { problem } from './schemas/answers.js';

type Json = Record<string, unknown>;

/** Problems that any route may answer with. */
const COMMON: readonly Code[] = ['QUERY_INVALID', 'RATE_LIMITED', 'SHUTTING_DOWN', 'INTERNAL'];
const TOKEN: readonly Code[] = ['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED'];

/** OpenAPI 3.1 of the routes, made of the very schemas that validate what they take (docs/api.md). */
export function describeApi(routes: readonly Route[], language: Language, version: string, origin: string): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, language, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: language === 'zh' ? '溯源网关接口' : 'Suyuan gateway API',
      version,
      description:
        language === 'zh'
          ? '时间为账本时间，自 1970 年起的整秒；出错时按 RFC 9457 返回代码与说明（Accept-Language: zh-CN 或 en）。'
          : 'Times are the ledger’s, in whole seconds since 1970. Errors are problems by RFC 9457, with a code each (Accept-Language: zh-CN or en).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: origin }],
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWS vnd.suyuan.access',
          description:
            language === 'zh'
              ? '由登记密钥签发，aud 为本网关的来源地址，最长五分钟。'
              : 'Signed by a registered key, aud being this gateway’s origin, good for five minutes at most.',
        },
      },
    },
  };
}

function operation(route: Route, language: Language, schemas: Schemas): Json {
  const codes = [...route.problems, ...COMMON, ...(route.access === 'token' ? TOKEN : [])];
  const byStatus = new Map<number, Code[]>();
  for (const code of codes) byStatus.set(CODES[code].status, [...(byStatus.get(CODES[code].status) ?? []), code]);
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, success(answer, language, schemas)]);
  const problems = [...byStatus].map(([status, list]) => [
    String(status),
    {
      description: list.join(', '),
      content: { 'application/problem+json': { schema: schemas.ref(problem) } },
    },
  ]);
  return {
    operationId: route.id,
    summary: route.summary[language],
    ...(route.access === 'token' ? { security: [{ token: [] }] } : undefined),
    parameters: [...pathParameters(route, schemas), ...queryParameters(route, schemas)],
    ...(route.body === undefined
      ? undefined
      : { requestBody: { required: true, content: { 'application/json': { schema: schemas.ref(route.body) } } } }),
    responses: Object.fromEntries([...answers, ...problems]) as Json,
  };
}

function success(answer: z.ZodType | string, language: Language, schemas: Schemas): Json {
  const description = language === 'zh' ? '成功' : 'Done';
  return typeof answer === 'string'
    ? { description, content: { [answer]: {} } }
    : { description, content: { 'application/json': { schema: schemas.ref(answer) } } };
}

function pathParameters(route: Route, schemas: Schemas): Json[] {
  return Object.entries(route.params ?? {}).map(([name, schema]) =>
    parameter('path', name, true, schemas.inline(schema)),
  );
}

function queryParameters(route: Route, schemas: Schemas): Json[] {
  const { properties = {}, required = [] } = schemas.inline(route.query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => parameter('query', name, required.includes(name), schema));
}

function parameter(where: 'path' | 'query', name: string, required: boolean, { description, ...schema }: Json): Json {
  return { name, in: where, required, ...(description === undefined ? undefined : { description }), schema };
}

/** Schemas by the name in their metadata, each once under `components`. */
class Schemas {
  readonly #roots = new Map<string, z.ZodType>();

  ref(schema: z.ZodType): Json {
    const id = schema.meta()?.id;
    if (id === undefined) return this.inline(schema);
    this.#roots.set(id, schema);
    return { $ref: `#/components/schemas/${id}` };
  }

  inline(schema: z.ZodType): Json {
    return without(z.toJSONSchema(schema, { io: 'input' }), '$schema');
  }

  all(): Json {
    const found: Json = {};
    for (const [id, schema] of this.#roots) {
      const json = this.#convert(schema);
      Object.assign(found, json['$defs']);
      // Where it stands among its own definitions already, the root only refers to it.
      found[id] ??= without(json, '$schema', '$defs');
    }
    return Object.fromEntries(Object.entries(found).map(([id, json]) => [id, without(json as Json, 'id')]));
  }

  #convert(schema: z.ZodType): Json {
    const json = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
    return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  }
}

function without(json: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
