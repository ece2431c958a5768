import type { AnonymousAnswer, ConsentDocuments, NewAnonymousRequest } from '@consult/core/wire';
import type { KeptStorage } from '../contracts.js';
import { createBrowserStorage } from '../storage.js';
import { createAnonymousCall, originOf, type AnonymousWay } from './anonymous-call.js';
import { openApplicationOn } from './application.js';
import type { ApplicationPorts } from './application-ports.js';
import type { ApplicationContext, ApplicationHandle } from './contracts.js';
import { wantedOf } from './signed-in.js';

/** What a page hands over where nobody is signed in. */
export interface AnonymousOptions extends AnonymousWay {
  /** Where what is typed is kept over a reload. Default: encrypted in this browser. */
  readonly storage?: KeptStorage;
}

/** Opens an application without an account: who it is stands in the form. Only where the installation lets it. */
export function openAnonymousApplication(
  options: AnonymousOptions,
  context: ApplicationContext,
): ApplicationHandle {
  return openApplicationOn(anonymousPorts(options, context));
}

function anonymousPorts(options: AnonymousOptions, context: ApplicationContext): ApplicationPorts {
  const call = createAnonymousCall(options);
  const storage = options.storage ?? createBrowserStorage();
  const now = options.now ?? Date.now;
  // Beside what is kept of people: whoever signs in on this server's page next deletes it with the rest.
  const place = `${originOf(options)}/anonymous/${[context.organisation, context.specialty].map(encodeURIComponent).join('/')}`;

  return {
    context,
    known: false,
    now,
    async read() {
      const { documents } = await call<ConsentDocuments>('GET', '/v1/anonymous-requests/consent-documents');
      return { subjects: [], document: documents[0] };
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
