import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { tusUploads } from '../../../server/src/files/tus-uploads.js';
import { closeHouses } from '../../support/house.js';
import { aFolder } from '../db/stores.js';
import { anApp } from './app-rig.js';

const folder = aFolder();
afterEach(closeHouses);
afterAll(() => rmSync(folder, { recursive: true }));

interface Schema {
  readonly properties?: object;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
}

/** Whether it can be no text: it is one of a few words, or of a shape. */
const isBound = ({ enum: words, pattern, format }: Schema) => Boolean(words ?? pattern ?? format);

interface Operation {
  summary?: string;
  security?: unknown[];
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object; responses: object; schemas: Record<string, object> };
}

async function read() {
  const { ask, app } = await anApp({}, {}, { resumable: (deps) => tusUploads(deps, folder) });
  const answer = await ask('GET', '/openapi.json');
  expect(answer.status).to.equal(200);
  const document = (await answer.json()) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      method,
      operation,
    })),
  );
  return { app, document, operations };
}

/** Where the command says all there is to say: the body is an object with nothing in it. */
const SAYS_ALL = [
  'POST /v1/requests/{requestId}/offers/{offerId}/accept',
  'POST /v1/journal/{requestId}/lock',
];

/** The library's answer: where to go on; the standard's: nothing. */
const WITHOUT_BODY = ['POST /v1/chats/{chatId}/uploads', 'POST /v1/backchannel-logout'];
/** Asked by the portal's server, or by somebody without an account. */
const WITHOUT_TOKEN = ['/v1/anonymous-requests', '/v1/backchannel-logout'];

describe('The OpenAPI document', () => {
  it('speaks of every route and of no other', async () => {
    const { app, document, operations } = await read();
    const routes = new Set(
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/(?<=.)\/$/, '')}`),
    );
    expect(document.openapi).to.equal('3.1.0');
    expect(operations.map(({ name }) => name.replace(/(?<=.)\/$/, '')).sort()).to.deep.equal(
      [...routes].sort(),
    );
  });

  it('says of each what it is for, what it answers, and that it may answer a problem', async () => {
    const { operations } = await read();
    for (const { name, operation } of operations) {
      expect(operation.summary, name).to.be.a('string');
      expect(operation.responses.default, name).to.deep.equal({ $ref: '#/components/responses/Problem' });
      const yes = Object.entries(operation.responses).find(([status]) => /^2/.test(status));
      expect(yes, name).not.to.equal(undefined);
      const [status, { content }] = yes!;
      if (status === '204' || WITHOUT_BODY.includes(name)) expect(content, name).to.equal(undefined);
      else expect(Object.values(content ?? {})[0]?.schema, name).to.be.an('object');
    }
  });

  it('says of each whether it needs a token', async () => {
    const { document, operations } = await read();
    expect(document.components.securitySchemes).to.have.nested.property('token.scheme', 'bearer');
    for (const { name, path, operation } of operations)
      expect(operation.security, name).to.deep.equal(
        path.startsWith('/v1/') && !WITHOUT_TOKEN.some((open) => path.startsWith(open))
          ? [{ token: [] }]
          : [],
      );
  });

  it('says of each that takes a body what is in it, and names every part of the path', async () => {
    const { operations } = await read();
    const bodies = operations.filter(({ operation }) => operation.requestBody?.content['application/json']);
    expect(bodies.length).to.be.greaterThan(5);
    for (const { name, operation } of bodies) {
      const { schema } = operation.requestBody!.content['application/json']!;
      for (const { properties = {} } of schema.oneOf ?? schema.anyOf ?? [schema])
        if (!SAYS_ALL.includes(name)) expect(Object.keys(properties), name).not.to.have.length(0);
    }
    for (const { name, path, operation } of operations) {
      const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect(named.sort(), name).to.deep.equal(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part!).sort(),
      );
    }
  });

  it('has no text in an address but what is looked for or picked from a list', async () => {
    const { operations } = await read();
    const free = operations.flatMap(({ method, operation }) =>
      (operation.parameters ?? [])
        .filter(({ in: where, schema }) => where === 'query' && !isBound(schema))
        .map(({ name }) => `${method} ${name}`),
    );
    // `after` is a cursor: ids and times.
    expect([...new Set(free)].sort()).to.deep.equal(['get after', 'get district', 'get q', 'get specialty']);
  });

  it('tells of the header that names an upload', async () => {
    const { document } = await read();
    const { parameters = [] } = document.paths['/v1/chats/{chatId}/files']!['post']!;
    const header = parameters.find((one) => one.in === 'header');
    expect(header).to.deep.include({ name: 'content-disposition' });
  });

  it('refers to nothing that is not in it', async () => {
    const { document } = await read();
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    for (const ref of new Set(refs)) expect(document, ref).to.have.nested.property(ref.split('/').join('.'));
  });
});
