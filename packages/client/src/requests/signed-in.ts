import { isOver, phoneOf } from '@consult/core';
import type {
  ClinicsAnswer,
  ConsentDocuments,
  NewRequest,
  RequestAnswer,
  RequestsPage,
  SubjectsAnswer,
} from '@consult/core/wire';
import type { Client } from '../contracts.js';
import { keptText } from '../kept-text.js';
import type { ApplicationPorts, Attempt } from './application-ports.js';
import type { ApplicationContext, Obstacle } from './contracts.js';

/** Requests that are looked through for one of the same kind. */
const LOOKED_THROUGH = 100;

/** The way of somebody with an account. */
export function signedInPorts(client: Client, context: ApplicationContext): ApplicationPorts {
  const { organisation, specialty, doctor, kind } = context;
  const place = ['application', organisation, specialty, doctor ?? '', kind]
    .map(encodeURIComponent)
    .join('/');
  const kept = keptText(client, place);

  async function duplicateOf(patient: string): Promise<Obstacle | undefined> {
    const { requests } = await client.call<RequestsPage>('GET', `/v1/requests?limit=${LOOKED_THROUGH}`);
    const same = requests.find(
      (one) =>
        !isOver(one) &&
        one.patient.id === patient &&
        one.organisation.id === organisation &&
        one.specialty === specialty,
    );
    return same && { patient, code: 'request-duplicate', request: same.id };
  }

  return {
    context,
    known: true,
    now: () => client.now(),
    async read() {
      const [{ subjects }, { documents }] = await Promise.all([
        client.call<SubjectsAnswer>('GET', '/v1/me/subjects'),
        client.call<ConsentDocuments>('GET', '/v1/consent-documents'),
      ]);
      return { subjects, document: documents.find(({ kind }) => kind === 'personal-data') };
    },
    async look(patient) {
      const [{ clinics }, duplicate] = await Promise.all([
        client.call<ClinicsAnswer>('GET', `/v1/clinics?patient=${encodeURIComponent(patient)}`),
        duplicateOf(patient),
      ]);
      if (duplicate) return duplicate;
      const isAttached = clinics.some(({ id, attached }) => id === organisation && attached);
      return isAttached ? undefined : { patient, code: 'not-attached' };
    },
    async send({ key, fields, consent }) {
      const body = {
        key,
        source: 'portal',
        patient: fields.patient!,
        ...wantedOf(context, fields),
        consent,
      } satisfies NewRequest;
      return client.call<RequestAnswer>('POST', '/v1/requests', body);
    },
    readDraft: kept.read,
    keepDraft: kept.keep,
    watch(onBack, onLeft) {
      return client.connection.subscribe(() => {
        const { state } = client.connection.value;
        if (state === 'closed' || state === 'refused') onLeft();
        else if (state === 'live' || state === 'polling') onBack();
      });
    },
  };
}

/** What every application says, as the wire wants it. */
export function wantedOf(
  { organisation, specialty, doctor, kind }: ApplicationContext,
  { phone, email, wishes, comment }: Attempt['fields'],
) {
  return {
    kind,
    organisation,
    specialty,
    doctor,
    phone: phoneOf(phone) ?? phone,
    email: email.trim() || null,
    wishes: [...wishes],
    comment: comment.trim(),
  };
}
