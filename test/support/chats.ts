import { refusalToWrite, type ConsultationState, type Entry } from '@consult/core';
import type { ChatView, ConclusionForm } from '@consult/core/wire';
import type { House } from './house.js';
import { actorOf, castOf, PEOPLE, type Cast, type PersonKey } from './people.js';

/** Who says it, and what. */
export type Line = readonly ['patient' | 'doctor', string];

export interface ChatOptions {
  readonly patient?: PersonKey | Cast;
  readonly doctor?: PersonKey | Cast;
  /** Default: `open`. */
  readonly state?: ConsultationState;
  readonly title?: string;
  /** Why the patient asked for it. */
  readonly comment?: string | null;
  /** Default: now; an hour from now where the consultation is to be `scheduled` or `cancelled`. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** What was said while it was open, oldest first. */
  readonly said?: readonly Line[];
  /** So many messages more, by turns, after what was said. */
  readonly entries?: number;
  /** The patient has not agreed to remote consultation. */
  readonly withoutConsent?: boolean;
  /** It is to be `completed` with this conclusion, or with one like any other. */
  readonly conclusion?: ConclusionForm | true;
  /** Why it ended without a conclusion, where it is to be `completed`. */
  readonly reason?: string;
}

/** A chat that has been made, and what people do in it. All of it goes through the API, past the spoilt network. */
export interface ChatInHouse {
  readonly id: string;
  readonly patient: Cast;
  readonly doctor: Cast;
  /** Who writes on the patient's side: the patient, or who speaks for the child. */
  readonly speaker: Cast;
  /** `replyTo`: the `seq` of what it answers. */
  says(who: 'patient' | 'doctor', text: string, replyTo?: number): Promise<Entry>;
  /** Takes an own message back. */
  deletes(who: 'patient' | 'doctor', seq: number): Promise<Entry>;
  /** Has read up to `seq`; default: everything. */
  reads(who: 'patient' | 'doctor', seq?: number): Promise<void>;
  /** What was said up to `seq` has reached a device; default: everything. */
  delivers(who: 'patient' | 'doctor', seq?: number): Promise<void>;
  /** Is writing at this moment. */
  types(who: 'patient' | 'doctor'): Promise<void>;
  /** The registry gives it to another doctor, who is registered already. */
  passesTo(doctor: PersonKey): Promise<void>;
  /** The doctor opens it before its time. */
  opens(): Promise<void>;
  /** The doctor finishes without a conclusion. */
  completes(reason?: string): Promise<void>;
  /** The doctor finishes with a conclusion. */
  concludes(content?: ConclusionForm): Promise<void>;
  /** The doctor corrects the conclusion. */
  corrects(content?: ConclusionForm): Promise<void>;
  view(who?: 'patient' | 'doctor'): Promise<ChatView>;
  /** The newest entries, oldest first. */
  entries(): Promise<Entry[]>;
}

const HOUR = 60 * 60 * 1000;
/** A conclusion in which nothing is missing. */
export const CONCLUSION: ConclusionForm = {
  complaints: 'Перебои в сердце по вечерам.\nДлятся пару секунд.',
  findings: 'По холтеру редкие одиночные экстрасистолы.',
  recommendations: 'Исключить кофе; ходьба до 40 минут в день.',
  diagnosis: { code: 'I49.3', text: 'Преждевременная деполяризация желудочков' },
  nextVisit: '2026-05-12',
};
const REASON = 'Пациент не ответил на вопросы, консультация перенесена.';

/** Makes a chat in `house` as {@link ChatOptions} describe it. */
export async function furnishChat(house: House, wanted: ChatOptions): Promise<ChatInHouse> {
  const { state = 'open', said = [], entries = 0, reason = REASON } = wanted;
  const patient = castOf(wanted.patient ?? (wanted.withoutConsent ? 'newcomer' : 'patient'));
  const doctor = castOf(wanted.doctor ?? 'doctor');
  for (const person of [patient, doctor]) if (!isKnown(person)) await house.register(person);

  const later = state === 'scheduled' || state === 'cancelled' ? HOUR : 0;
  const startsAt = wanted.startsAt ?? house.clock.now() + later;
  const { id } = await house.call<{ id: string }>('operator', 'POST', '/v1/chats', {
    key: house.newKey(),
    patient: patient.id,
    doctor: doctor.id,
    title: wanted.title ?? `Консультация: ${doctor.specialty?.toLowerCase() ?? 'врач'}`,
    comment: wanted.comment ?? null,
    startsAt,
    endsAt: wanted.endsAt ?? startsAt + HOUR / 2,
  });
  const chat = chatInHouse(house, id, patient, doctor);

  if (state === 'cancelled') await house.call('operator', 'POST', `/v1/chats/${id}/cancel`);
  if (state !== 'scheduled' && state !== 'cancelled') await house.server.tick();
  for (const [who, text] of said) await chat.says(who, text);
  if (entries) await talkOn(house, chat, entries);
  if (wanted.conclusion) await chat.concludes(wanted.conclusion === true ? undefined : wanted.conclusion);
  else if (state === 'completed') await chat.completes(reason);
  if (state === 'missed') await house.clock.advance(2 * HOUR);
  return chat;
}

const isKnown = ({ id }: Cast) => Object.values<Cast>(PEOPLE).some((person) => person.id === id);

/** What people do in a chat that is there already. */
export function chatInHouse(house: House, id: string, patient: Cast, doctor: Cast): ChatInHouse {
  const speaker = patient.id === PEOPLE.child.id ? PEOPLE.patient : patient;
  const path = `/v1/chats/${id}`;
  const sideOf = (who: 'patient' | 'doctor') => (who === 'doctor' ? doctor : speaker);
  return {
    id,
    patient,
    doctor,
    speaker,
    async says(who, text, replyTo) {
      const body = { key: house.newKey(), text, replyTo };
      return (await house.call<{ entry: Entry }>(sideOf(who), 'POST', `${path}/entries`, body)).entry;
    },
    async deletes(who, seq) {
      return (await house.call<{ entry: Entry }>(sideOf(who), 'DELETE', `${path}/entries/${seq}`)).entry;
    },
    async reads(who, seq) {
      const upTo = seq ?? (await this.view(who)).seq;
      await house.call(sideOf(who), 'PUT', `${path}/read`, { seq: upTo });
    },
    async delivers(who, seq) {
      const upTo = seq ?? (await this.view(who)).seq;
      await house.call(sideOf(who), 'PUT', '/v1/delivered', { marks: [{ chat: id, seq: upTo }] });
    },
    types: (who) => house.call(sideOf(who), 'POST', `${path}/typing`),
    passesTo: (to) => house.call('operator', 'POST', `${path}/doctor`, { doctor: castOf(to).id }),
    opens: () => house.call(doctor, 'POST', `${path}/open`),
    completes: (reason = REASON) =>
      house.call(doctor, 'POST', `${path}/complete`, { outcome: 'no-conclusion', reason }),
    concludes: (content = CONCLUSION) =>
      house.call(doctor, 'POST', `${path}/complete`, {
        outcome: 'conclusion',
        key: house.newKey(),
        content,
      }),
    corrects: (
      content = { ...CONCLUSION, findings: 'По холтеру редкие экстрасистолы; ЭКГ без изменений.' },
    ) => house.call(doctor, 'POST', `${path}/conclusion`, { key: house.newKey(), content }),
    async view(who = 'patient') {
      return (await house.call<{ chat: ChatView }>(sideOf(who), 'GET', path)).chat;
    },
    async entries() {
      return (await house.call<{ entries: Entry[] }>(doctor, 'GET', `${path}/entries?limit=100`)).entries;
    },
  };
}

/** How many messages share a commit while a long talk is made. */
const BATCH = 500;

async function talkOn({ server, clock, newKey }: House, { id, speaker, doctor }: ChatInHouse, count: number) {
  const actors = [actorOf(speaker), actorOf(doctor)] as const;
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
    await Promise.all(
      batch.map((i) =>
        server.deps.stores.chats.append(
          { chatId: id, actor: actors[i % 2]!, now: clock.now() },
          { key: newKey(), text: `Сообщение ${i + 1}` },
          refusalToWrite,
        ),
      ),
    );
  }
}
