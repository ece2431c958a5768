import { Problem } from '@consult/core/wire';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { Env, Hono } from 'hono';
import { generateSpecs, loadVendor } from 'hono-openapi';

type Specs = Awaited<ReturnType<typeof generateSpecs>>;
type Operation = NonNullable<NonNullable<Specs['paths'][string]>['get']>;

// A check that JSON Schema has no word for (a transformation, a rule over two fields) is left out of the document,
// not of the server.
const convert = (schema: Parameters<typeof toJsonSchema>[0]) =>
  toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
loadVendor('valibot', {
  toJSONSchema: (schema) => convert(schema as never) as never,
  toOpenAPISchema: (schema) => convert(schema as never) as never,
});

/** The API as an OpenAPI 3.1 document, read off the routes themselves; every operation may also answer a problem. */
export async function describeApi<E extends Env>(app: Hono<E>): Promise<Specs> {
  const specs = await generateSpecs(app, {
    documentation: {
      info: {
        title: 'Consult',
        version: '1',
        description:
          'Remote consultations between patients and doctors. What fails answers RFC 9457 problem details with a `code`.',
      },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token of the portal, good for at most 15 minutes.',
          },
        },
        schemas: { Problem: convert(Problem) as never },
        responses: {
          Problem: {
            description: 'A refusal or a failure; `code` says which.',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  });
  for (const [path, item] of Object.entries(specs.paths))
    for (const operation of Object.values(item) as Operation[]) complete(path, operation);
  return specs;
}

/** Whom one answers there has no token of a person's. */
const WITHOUT_TOKEN = ['/v1/anonymous-requests', '/v1/backchannel-logout'];

function complete(path: string, operation: Operation) {
  operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } };
  const isOpen = !path.startsWith('/v1/') || WITHOUT_TOKEN.some((open) => path.startsWith(open));
  operation.security = isOpen ? [] : [{ token: [] }];
}
