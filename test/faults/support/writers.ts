import { hash } from 'node:crypto';
import type { ChatHandle, KeptStorage } from '@consult/client';
import type { Entry, Message, Tombstone } from '@consult/core';
import type { EntryAnswer } from '@consult/core/wire';
import { memoryStorage } from '../../support/memory-storage.js';
import { aPdf } from '../../support/papers.js';
import type { Bearer } from '../../support/token-desk.js';
import {
  type Answer,
  type Clinic,
  CONCLUSION,
  type Consultation,
  entriesOf,
  newKey,
  OPERATOR,
} from './clinic.js';
import { History } from './history.js';
import { uploadInParts } from './parts.js';
import { openTab, type Tab } from './tab.js';

/** Somebody who writes on and on, whatever becomes of the server, and remembers what was said about it. */
export interface Writer {
  readonly history: History;
  readonly chat: Consultation;
  readonly who: Bearer;
  /** Writes nothing new any more; resolves when everything that was written is acknowledged. */
  finish(): Promise<void>;
  /** The page dies and is opened again; nothing where there is no page. */
  reload(): void;
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));

/** Asks until there is an answer that is not the weather's. */
const insistingAs =
  (clinic: Clinic, who: Bearer) =>
  async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    insistOn(`${method} ${path}`, () => clinic.ask<T>(who, method, path, body));

async function insistOn<T>(what: string, ask: () => Promise<Answer<T>>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer && answer.status < 300) return answer.body;
    if (answer && answer.status !== 503)
      throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await pause(20);
  }
}

/** Appoints consultations of two people, one after the other, and ends each with a conclusion. */
export function concluder(
  clinic: Clinic,
  { patient, doctor }: Consultation,
): Pick<Writer, 'history' | 'finish'> {
  const history = new History(doctor.person);
  const asOperator = insistingAs(clinic, OPERATOR);
  const asDoctor = insistingAs(clinic, doctor);
  let goesOn = true;

  const work = async () => {
    while (goesOn) {
      const [key, startsAt] = [newKey(), Date.now()];
      const people = { patient: patient.person, doctor: doctor.person };
      const times = { startsAt, endsAt: startsAt + 3_600_000 };
      const appointment = { key, ...people, title: 'Консультация', comment: null, ...times };
      const { id } = await asOperator<{ id: string }>('POST', '/v1/chats', appointment);
      await asDoctor('POST', `/v1/chats/${id}/open`);
      const ending = { outcome: 'conclusion', key: newKey(), content: CONCLUSION };
      await asDoctor('POST', `/v1/chats/${id}/complete`, ending);
      history.ended.add(id);
      await pause(200);
    }
  };
  const done = work();
  done.catch(() => undefined); // `finish` tells of it

  return {
    history,
    finish() {
      goesOn = false;
      return done;
    },
  };
}

/**
 * Writes over plain HTTP, each message under its key until the server says yes; now and then takes one back and notes
 * how far the log has been read.
 */
export function plainWriter(clinic: Clinic, chat: Consultation, random: () => number): Writer {
  const who = chat.doctor;
  const history = new History(who.person);
  const { id } = chat;
  let goesOn = true;

  const insist = insistingAs(clinic, who);

  /** The same document under the same key, until it has been taken in. */
  const upload = async (words: string) => {
    const key = newKey();
    const document = aPdf(words);
    const { file } = await (random() < 0.5
      ? insistOn(`an upload to ${id}`, () => clinic.upload(who, chat, key, document))
      : insistInParts(key, document));
    const sent = { id: file.id, hash: hash('sha256', document) };
    history.files.set(sent.id, sent);
    return sent;
  };

  /** The same in two parts: what broke off goes on from where the server says that it stands. */
  const insistInParts = async (key: string, document: Uint8Array<ArrayBuffer>) => {
    const parts = uploadInParts(clinic, who, chat, key, document);
    while (!(await parts.goOn().catch(() => false))) await pause(20);
    return insist<{ file: { id: string } }>('GET', parts.path);
  };

  const work = async () => {
    for (let n = 1; goesOn; n++) {
      const message = { chat: id, author: who.person, key: newKey(), text: `Ответ ${n}` };
      history.written.push(message);
      const attached = random() < 0.15 ? await upload(message.text) : undefined;
      const draft = { key: message.key, text: message.text, ...(attached && { files: [attached.id] }) };
      const { entry } = await insist<EntryAnswer>('POST', entriesOf(chat), draft);
      history.acknowledged.set(message.key, entry.seq);
      if (attached) history.files.set(attached.id, { hash: attached.hash, message: entry.seq });
      if (random() < 0.1) {
        await insist('DELETE', `${entriesOf(chat)}/${entry.seq}`);
        history.taken.push({ chat: id, seq: entry.seq });
      }
      if (random() < 0.2) {
        await insist('PUT', `/v1/chats/${id}/read`, { seq: entry.seq });
        history.marks.set(id, entry.seq);
      }
      await pause(random() * 60);
    }
  };
  const done = work();
  done.catch(() => undefined); // `finish` tells of it

  return {
    history,
    chat,
    who,
    reload: () => undefined,
    finish() {
      goesOn = false;
      return done;
    },
  };
}

/** Writes in a page: the client with its outbox, its live socket and what the browser keeps for it. */
export function pageWriter(
  clinic: Clinic,
  address: string,
  chat: Consultation,
  random: () => number,
): Writer {
  const who = chat.patient;
  const history = new History(who.person);
  const storage: KeptStorage = memoryStorage();
  let tab!: Tab;
  let handle!: ChatHandle;
  let goesOn = true;

  const look = () => {
    const { entries } = handle.state.value;
    for (const { key, seq } of entries.filter((entry) => isOwn(entry, who)))
      if (!history.acknowledged.has(key)) history.acknowledged.set(key, seq);
    history.sees(chat.id, entries);
  };
  const open = () => {
    tab = openTab({ address, storage, getToken: () => clinic.tokenFor(who) });
    handle = tab.client.chat(chat.id);
    handle.state.subscribe(look);
  };
  const work = async () => {
    for (let n = 1; goesOn; n++) {
      const text = `Вопрос ${n}`;
      // A page that dies while it puts something away has not said that it is safe.
      const safe = await Promise.race([handle.send(text).catch(() => undefined), pause(2000)]);
      if (safe) history.written.push({ chat: chat.id, author: who.person, key: safe.key, text });
      await pause(random() * 60);
    }
  };
  open();
  const done = work();

  return {
    history,
    chat,
    who,
    reload() {
      tab.kill();
      open();
    },
    async finish() {
      goesOn = false;
      await done;
      tab.client.retryNow();
      await until(handle, () => history.written.every(({ key }) => history.acknowledged.has(key)));
      tab.client.close();
    },
  };
}

const isOwn = (entry: Entry, { person }: Bearer): entry is Message | Tombstone =>
  (entry.kind === 'message' || entry.kind === 'tombstone') && entry.author.id === person;

/** How long nothing at all may leave the outbox once the server stands. */
const PATIENCE = 30_000;

function until(handle: ChatHandle, isDone: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = () => handle.state.value.pending.length;
    let least = left();
    const giveUp = () => {
      stop();
      reject(new Error(`${left()} are still waiting: ${JSON.stringify(handle.state.value.pending[0])}`));
    };
    let timer = setTimeout(giveUp, PATIENCE);
    const look = () => {
      if (isDone()) {
        clearTimeout(timer);
        stop();
        resolve();
      } else if (left() < least) {
        least = left();
        clearTimeout(timer);
        timer = setTimeout(giveUp, PATIENCE);
      }
    };
    const stop = handle.state.subscribe(look);
    look();
  });
}
