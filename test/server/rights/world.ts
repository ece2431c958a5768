import type { ConsentStatuses } from '@consult/core/wire';
import initSqlJs from 'sql.js';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import type { Log } from '../../../server/src/deps.js';
import type { FileDeps } from '../../../server/src/files/file-service.js';
import { tusUploads } from '../../../server/src/files/tus-uploads.js';
import { openPageServer, type PageServer } from '../../../server/src/page.js';
import { ring } from '../../support/calls.js';
import { aPdf } from '../../support/papers.js';
import { aHouse, NOON } from '../../support/house.js';
import { furnishJournal } from './furnish-journal.js';
import { actorOf, type Cast, CLINIC, OTHER_CLINIC, PEOPLE } from '../../support/people.js';

const name = { family: 'Иванова', given: 'Мария' };
const MINUTE = 60_000;

/** Everybody who may come to a consultation's door, by how they stand to it. It is about a child. */
export const ACTORS = {
  /** Brings no token. */
  anonymous: undefined,
  patient: PEOPLE.child,
  representative: PEOPLE.patient,
  /** Spoke for the child until a moment ago. */
  formerRepresentative: { id: 'per_former', role: 'patient', name },
  /** Will speak for the child from the next moment on. */
  futureRepresentative: { id: 'per_future', role: 'patient', name },
  otherPatient: PEOPLE.otherPatient,
  doctor: PEOPLE.doctor,
  /** Of the same clinic. */
  otherDoctor: PEOPLE.surgeon,
  doctorElsewhere: { ...PEOPLE.surgeon, id: 'per_elsewhere', organisation: OTHER_CLINIC.id },
  /** The doctor's own person, signed in as a patient. */
  doctorAsPatient: { ...PEOPLE.doctor, role: 'patient', organisation: undefined },
  /** The representative's own person, with the role of a doctor. */
  representativeAsDoctor: { ...PEOPLE.patient, role: 'doctor', organisation: CLINIC.id },
  operator: PEOPLE.operator,
  operatorElsewhere: { ...PEOPLE.operator, id: 'per_operator_2', organisation: OTHER_CLINIC.id },
  /** A staff role without the organisation it is held in. */
  operatorOfNothing: { ...PEOPLE.operator, id: 'per_operator_3', organisation: undefined },
  administrator: PEOPLE.administrator,
  /** The patient, with an account nobody has looked at. */
  simplified: { ...PEOPLE.child, level: 'simplified' },
} as const satisfies Record<string, Cast | undefined>;
export type ActorName = keyof typeof ACTORS;
export const ACTOR_NAMES = Object.keys(ACTORS) as ActorName[];

/** The things there are to be asked for. */
export interface World {
  /** Open, with a message of the representative at `said` and of the doctor at `answered`. */
  readonly chat: string;
  readonly said: number;
  readonly answered: number;
  /** Begins in ten minutes. */
  readonly later: string;
  /** Over, with a conclusion. */
  readonly concluded: string;
  /** A file on a message of the representative's, one that waits for its message, one that is only taken back. */
  readonly sent: string;
  readonly waiting: string;
  readonly unwanted: string;
  /** A resumable upload the representative has begun. */
  readonly begun: string;
  /** Finished without a conclusion. */
  readonly over: string;
  /** The doctor rings in it. */
  readonly ringing: string;
  /** That call, and the doctor's page in it. */
  readonly call: string;
  readonly device: string;
  /** The document in force. */
  readonly document: { readonly version: number; readonly hash: string };
  /** That on personal data. */
  readonly dataDocument: { readonly version: number; readonly hash: string };
  /** Requests for the child: one that waits, one with an offer, one that the doctor has entered. */
  readonly waits: string;
  readonly offered: string;
  readonly offer: string;
  readonly entered: string;
  /** A free time of the doctor's. */
  readonly slot: string;
  /** A request of somebody without an account, and its secret. */
  readonly unknown: { readonly id: string; readonly number: string; readonly secret: string };
  /** The consent that was given for the child. */
  readonly consent: string;
}

/** What goes with a request. */
export interface Sending {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: Uint8Array<ArrayBuffer> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A world to try something in once. */
export interface Trial {
  readonly world: World;
  ask(actor: ActorName, method: string, path: string, sending?: Sending): Promise<Response>;
  close(): Promise<void>;
}

/** Every trial asks two times: about what is there, and about what is not. */
const TWICE = { 'typing-per-person': { uses: 2, windowMs: 2_000 } };

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Makes the world once and answers how to open copies of it. */
export async function makeWorld(folder: string): Promise<() => Promise<Trial>> {
  const resumable = (deps: FileDeps) => tusUploads(deps, folder);
  const house = await aHouse({ resumable, config: { anonymousRequests: true } });
  for (const actor of ['formerRepresentative', 'futureRepresentative'] as const)
    await house.register(ACTORS[actor]);
  const speak = (representative: string, validFrom: number, validTo: number | null) =>
    house.call('operator', 'PUT', `/v1/people/${PEOPLE.child.id}/representatives/${representative}`, {
      validFrom,
      validTo,
    });
  await speak(ACTORS.formerRepresentative.id, 0, NOON);
  await speak(ACTORS.futureRepresentative.id, NOON + 1, null);
  const chat = await house.aChat({ patient: 'child', doctor: 'doctor' });
  const said = await chat.says('patient', 'Болит');
  const answered = await chat.says('doctor', 'Где?');
  const later = await house.aChat({
    patient: 'child',
    doctor: 'doctor',
    state: 'scheduled',
    startsAt: NOON + 10 * MINUTE,
  });
  const concluded = await house.aChat({
    patient: 'child',
    doctor: 'doctor',
    state: 'completed',
    conclusion: true,
  });
  const ask = asking(house.server);
  const upload = async (digit: string) => {
    const path = `/v1/chats/${chat.id}/files?key=key_${digit.repeat(32)}`;
    const answer = await ask('representative', 'POST', path, { raw: aPdf(digit) });
    return ((await answer.json()) as { file: { id: string } }).file.id;
  };
  const sent = await upload('1');
  await house.call('patient', 'POST', `/v1/chats/${chat.id}/entries`, {
    key: house.newKey(),
    text: '',
    files: [sent],
  });
  const begun = await ask('representative', 'POST', `/v1/chats/${chat.id}/uploads`, {
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': '10',
      'Upload-Metadata': `key ${btoa(house.newKey())}`,
    },
  });
  const over = await house.aChat({ patient: 'child', doctor: 'doctor', state: 'completed' });
  const ringing = await house.aChat({ patient: 'child', doctor: 'doctor' });
  const device = `dev_${'1'.repeat(32)}`;
  const rung = await ring(house, ringing, { device });
  const { documents } = await house.call<{ documents: (World['document'] & { kind: string })[] }>(
    'administrator',
    'GET',
    '/v1/consent-documents',
  );
  const journal = await furnishJournal(house);
  const { statuses } = await house.call<ConsentStatuses>('patient', 'GET', '/v1/consents');
  const world: World = {
    chat: chat.id,
    said: said.seq,
    answered: answered.seq,
    later: later.id,
    concluded: concluded.id,
    sent,
    waiting: await upload('2'),
    unwanted: await upload('3'),
    begun: begun.headers.get('Location')!.split('/').at(-1)!,
    over: over.id,
    ringing: ringing.id,
    call: rung.id,
    device,
    document: documents.find(({ kind }) => kind === 'remote-consultation')!,
    consent: statuses.find(({ patient, acts }) => patient.id === PEOPLE.child.id && acts.length)!.acts[0]!.id,
    ...journal,
  };
  const { bytes } = house.server.deps;
  const database = await house.closeAndExport();
  const sqlJs = await initSqlJs();
  return async () => {
    const server = await openPageServer({
      now: () => NOON,
      sqlJs,
      database,
      bytes,
      resumable,
      log: silent,
      config: {
        ...CONFIG_DEFAULTS,
        anonymousRequests: true,
        limits: { ...CONFIG_DEFAULTS.limits, ...TWICE },
      },
    });
    return { world, ask: asking(server), close: () => server.close() };
  };
}

const asking =
  (server: Pick<PageServer, 'fetch' | 'origin' | 'tokenFor'>): Trial['ask'] =>
  async (name, method, path, { body, raw, headers = {} } = {}) => {
    const actor = ACTORS[name];
    return server.fetch(
      new Request(server.origin + path, {
        method,
        headers: {
          ...(actor && { Authorization: `Bearer ${await server.tokenFor(actorOf(actor))}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(raw && { body: raw }),
      }),
    );
  };
