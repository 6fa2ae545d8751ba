import { expect } from 'chai';
import { z } from 'zod';
import { CODES, type DocumentsAnswer } from '@suyuan/domain';
import { ROUTES } from '@suyuan/gateway';
import { lotPath, World, type Answer } from './world.js';

type Json = Record<string, unknown>;
interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses: Record<string, Json>; operationId: string }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

describe('gateway: the API’s description', () => {
  let world: World;
  let api: OpenApi;
  before(async () => {
    world = await World.start();
    await world.populate();
    api = (await world.get('/api/v1/openapi.json')).json as OpenApi;
  });
  after(() => world.stop());

  /** Holds an answer against the schema that the description names for its path and status. */
  function check(path: string, method: string, answer: Answer): void {
    const response = api.paths[path]?.[method]?.responses[String(answer.status)];
    expect(response, `${method} ${path} ${answer.status}`).to.be.an('object');
    const type = (answer.headers.get('content-type') ?? '').replace(/;.*/, '');
    const { schema } = (response?.['content'] as Record<string, { schema: Json }>)[type] ?? {};
    const whole = { ...schema, $defs: api.components.schemas };
    const text = JSON.stringify(strict(whole)).replaceAll('#/components/schemas/', '#/$defs/');
    const read = z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]).safeParse(answer.json);
    expect(read.success ? '' : z.prettifyError(read.error), `${method} ${path}`).to.equal('');
  }

  it('is OpenAPI 3.1, every route in it, every reference leading somewhere', () => {
    expect(api.openapi).to.equal('3.1.0');
    const described = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => `${m} ${path}`),
    );
    expect(described).to.have.members(ROUTES.map(({ method, path }) => `${method} ${path}`));
    const ids = Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).to.equal(ids.length);
    for (const [, name] of JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(api.components.schemas).to.have.property(name ?? '');
    }
    expect(JSON.stringify(api)).to.not.contain('$defs');
    for (const [path, methods] of Object.entries(api.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods) as unknown as { parameters: { name: string; in: string }[] }[]) {
        const parameters = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(parameters).to.have.members(named);
      }
    }
  });

  it('names codes by the status that they have', () => {
    for (const methods of Object.values(api.paths)) {
      for (const { responses } of Object.values(methods)) {
        for (const [status, { description, content }] of Object.entries(responses)) {
          if (!Object.hasOwn(content as object, 'application/problem+json')) continue;
          for (const code of (description as string).split(', ')) {
            expect(CODES[code as keyof typeof CODES].status).to.equal(Number(status));
          }
        }
      }
    }
  });

  it('fits what is really answered', async () => {
    const { grower, distributor, regulator } = world.cast;
    const [item, certificate] = ['/api/v1/items/01/{gtin}/10/{lot}', '/api/v1/certificates/{issuer}/{number}'];
    await world.commission('A1', '100');
    const document = await world.sign('events', grower, [world.shippingOf('A1', '10', grower, distributor)]);
    const sent = await world.post(document);
    check('/api/v1/documents', 'post', sent);
    const id = (sent.json as DocumentsAnswer).results[0]?.id ?? '';
    await world.send('events', distributor, world.receivingOf(`${id}#0`, 'A1', '9'));
    check('/api/v1/documents', 'post', await world.post({ documents: [document, { jws: 'x', entries: ['x'] }] }));
    check('/api/v1/documents', 'post', await world.post({ jws: 'x', entries: ['x'] }));
    check('/api/v1/documents', 'post', await world.post('{'));
    check('/api/v1/documents', 'post', await world.post('{}', { 'content-type': 'text/plain' }));
    check('/api/v1/ledger', 'get', await world.get('/api/v1/ledger'));
    check(item, 'get', await world.get(`/api/v1/items/${lotPath('A1')}`));
    check(item, 'get', await world.get(`/api/v1/items/${lotPath('B1')}`));
    check('/api/v1/categories', 'get', await world.get('/api/v1/categories'));
    check('/api/v1/participants', 'get', await world.get('/api/v1/participants'));
    check('/api/v1/participants', 'get', await world.get('/api/v1/participants?limit=x'));
    check('/api/v1/participants/{id}', 'get', await world.get(`/api/v1/participants/${grower.participant}`));
    check(certificate, 'get', await world.get(`/api/v1/certificates/${grower.participant}/HG-A1`));
    check('/api/v1/holdings', 'get', await world.get('/api/v1/holdings', { signer: grower }));
    check('/api/v1/holdings', 'get', await world.get('/api/v1/holdings'));
    for (const path of ['containers', 'units', 'serials']) {
      const query = path === 'serials' ? `?batch=${lotPath('A1')}` : '';
      const whole = `/api/v1/holdings/${path}`;
      check(whole, 'get', await world.get(whole + query, { signer: grower }));
      check(whole, 'get', await world.get(whole));
    }
    check('/api/v1/deliveries', 'get', await world.get('/api/v1/deliveries?direction=out', { signer: grower }));
    for (const direction of ['out', 'own']) {
      const filings = await world.get(`/api/v1/filings?direction=${direction}`, { signer: grower });
      check('/api/v1/filings', 'get', filings);
    }
    check('/api/v1/documents/{id}', 'get', await world.get(`/api/v1/documents/${id}`, { signer: regulator }));
  });

  it('is a page to read, in either language, and needs no script', async () => {
    const zh = await world.get('/api/');
    expect(zh.headers.get('content-type')).to.contain('text/html');
    expect(zh.text)
      .to.contain('溯源网关接口')
      .and.contain('/api/v1/holdings')
      .and.not.contain('<script')
      .and.not.contain('style="');
    expect((await world.get('/api/', { 'accept-language': 'en' })).text).to.contain('Suyuan gateway API');
    expect((await world.get('/api/style.css')).headers.get('content-type')).to.contain('text/css');
    expect((await world.fetch('/api', { redirect: 'manual' })).headers.get('location')).to.equal('/api/');
  });
});

/** The same schema, refusing members that it does not name. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, strict(value)]));
  return 'properties' in copy && 'type' in copy && copy['type'] === 'object'
    ? { ...copy, additionalProperties: false }
    : copy;
}
