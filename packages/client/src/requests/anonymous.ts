import { codeOf, ConsultError } from '@consult/core';
import type { AnonymousAnswer, ConsentDocuments, NewAnonymousRequest } from '@consult/core/wire';
import type { KeptStorage } from '../contracts.js';
import { answerOf, problemOf } from '../http.js';
import { createBrowserStorage } from '../storage.js';
import { within } from '../within.js';
import { openApplicationOn } from './application.js';
import type { ApplicationPorts } from './application-ports.js';
import type { ApplicationContext, ApplicationHandle } from './contracts.js';
import { wantedOf } from './signed-in.js';

/** What a page hands over where nobody is signed in. */
export interface AnonymousOptions {
  /** The server's address without a path. */
  readonly server: string;
  /** Default: the page's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Where what is typed is kept over a reload. Default: encrypted in this browser. */
  readonly storage?: KeptStorage;
  /** The page's clock, ms UTC. */
  readonly now?: () => number;
}

/** How long an answer may take, in ms. */
const PATIENCE = 15_000;

/** Opens an application without an account: who it is stands in the form. Only where the installation lets it. */
export function openAnonymousApplication(
  options: AnonymousOptions,
  context: ApplicationContext,
): ApplicationHandle {
  return openApplicationOn(anonymousPorts(options, context));
}

function anonymousPorts(options: AnonymousOptions, context: ApplicationContext): ApplicationPorts {
  const server = options.server.replace(/\/+$/, '');
  const storage = options.storage ?? createBrowserStorage();
  const now = options.now ?? Date.now;
  const send = options.fetch ?? ((request: Request) => fetch(request));
  // Beside what is kept of people: whoever signs in on this server's page next deletes it with the rest.
  const place = `${server}/anonymous/${[context.organisation, context.specialty].map(encodeURIComponent).join('/')}`;

  async function call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const request = new Request(server + path, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const answer = await within(
      PATIENCE,
      send(request).then(async (response) =>
        answerOf(response.status, await response.text(), response.headers.get('Retry-After'), now()),
      ),
    ).catch((error: unknown) => {
      const code = codeOf(error);
      throw new ConsultError(code === 'failed' ? 'unavailable' : code, { cause: error });
    });
    const code = problemOf(answer);
    if (code) throw new ConsultError(code, { retryAfter: answer.retryAfter });
    return answer.body as T;
  }

  return {
    context,
    known: false,
    now,
    async read() {
      const { documents } = await call<ConsentDocuments>('GET', '/v1/consent-documents');
      return { subjects: [], document: documents.find(({ kind }) => kind === 'personal-data') };
    },
    look: () => Promise.resolve(undefined),
    send({ key, fields, consent }) {
      const { family, given, patronymic, birthDate } = fields;
      const body = {
        key,
        name: {
          family: family.trim(),
          given: given.trim(),
          ...(patronymic.trim() && { patronymic: patronymic.trim() }),
        },
        birthDate,
        ...wantedOf(context, fields),
        consent,
      } satisfies NewAnonymousRequest;
      return call<AnonymousAnswer>('POST', '/v1/anonymous-requests', body);
    },
    readDraft: async () => (await storage.get(place)) as string | undefined,
    keepDraft: (text) => (text ? storage.set(place, text) : storage.delete(place)),
    watch(onBack) {
      globalThis.window?.addEventListener('online', onBack);
      return () => globalThis.window?.removeEventListener('online', onBack);
    },
  };
}
