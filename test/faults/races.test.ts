import type { EntryAnswer } from '@consult/core/wire';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../support/memory-storage.js';
import { eventually } from '../support/eventually.js';
import { violationsIn } from './checker.js';
import {
  type Answer,
  type Clinic,
  type Consultation,
  CONCLUSION,
  entriesOf,
  newKey,
  OPERATOR,
  readAll,
} from './support/clinic.js';
import { chanceFrom } from './support/chance.js';
import { randomFrom, SEED, SIZES } from './support/sizes.js';
import { openTab } from './support/tab.js';
import { openWard, type Ward } from './support/ward.js';

let ward: Ward;
let address: string;
let clinic: Clinic;
let pair: Consultation;
const { sometime, shuffled } = chanceFrom(randomFrom(SEED));

beforeAll(async () => {
  ward = await openWard();
  ({ address, clinic, pair } = ward);
});
afterEach(() => expect(violationsIn(ward.folder)).toEqual([]));
afterAll(() => ward.close());

const rounds = (race: (chat: Consultation, round: number) => Promise<void>, startsAt?: () => number) =>
  ward.rounds(SIZES.races, race, startsAt);
const say = (chat: Consultation, text: string, key = newKey(), who = chat.patient) =>
  clinic.ask<EntryAnswer & { code?: string }>(who, 'POST', entriesOf(chat), { key, text });
const end = (chat: Consultation, ending: object) =>
  clinic.ask(chat.doctor, 'POST', `/v1/chats/${chat.id}/complete`, ending);
const complete = (chat: Consultation, reason: string) => end(chat, { outcome: 'no-conclusion', reason });
const conclude = (chat: Consultation, key = newKey(), content = CONCLUSION) =>
  end(chat, { outcome: 'conclusion', key, content });
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();
describe(`One key sent by many at once (seed ${SEED})`, () => {
  it('is one message, one hint and one answer', async () => {
    const chat = await clinic.again(pair);
    const hinted: string[] = [];
    const tab = openTab({
      address,
      storage: memoryStorage(),
      getToken: () => clinic.tokenFor(chat.doctor),
      onFrame(frame) {
        if (frame.type === 'hint' && frame.entry?.kind === 'message') hinted.push(frame.entry.key);
      },
    });
    const handle = tab.client.chat(chat.id);
    await eventually(() => expect(tab.client.connection.value.state).toBe('live'));
    const keys = Array.from({ length: SIZES.keys }, newKey);
    for (const key of keys) {
      const answers = await Promise.all(
        Array.from({ length: SIZES.copies }, () => say(chat, `Текст ${key}`, key)),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
    }
    const log = await readAll(clinic, chat);
    const kept = log.flatMap((entry) => (entry.kind === 'message' ? [entry.key] : []));
    expect(kept).toEqual(keys);
    await eventually(() => expect(handle.state.value.entries).toHaveLength(log.length));
    expect(hinted).toEqual(keys);
    tab.client.close();
  });

  it('is another message elsewhere, of somebody else, and a refusal with another text', async () => {
    const [chat, other] = [await clinic.again(pair), await clinic.again(pair)];
    const key = newKey();
    const answers = await Promise.all([
      say(chat, 'Первый', key),
      say(other, 'Первый', key),
      say(chat, 'Первый', key, chat.doctor),
    ]);
    expect(statuses(answers)).toEqual([201, 201, 201]);
    expect(await say(chat, 'Второй', key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
  });
});

describe(`Two who act at once have done it one after the other (seed ${SEED})`, () => {
  /** Both people write on while `ends` ends it; answers the log, of which what was acknowledged has been found. */
  async function writingWhile(chat: Consultation, ends: () => Promise<Answer>) {
    const texts = Array.from({ length: 20 }, (_, n) => `Реплика ${n}`);
    const [said, done] = await Promise.all([
      Promise.all(
        texts.map((text, n) => sometime(() => say(chat, text, newKey(), n % 2 ? chat.doctor : chat.patient))),
      ),
      sometime(ends),
    ]);
    expect(done.status).toBe(200);
    for (const answer of said)
      if (answer.status !== 201)
        expect(answer).toMatchObject({ status: 409, body: { code: 'chat-finished' } });
    const log = await readAll(clinic, chat);
    const taken = said.flatMap(({ status, body }) => (status === 201 ? [body.entry.seq] : []));
    expect(log.flatMap(({ kind, seq }) => (kind === 'message' ? [seq] : []))).toEqual(
      taken.sort((a, b) => a - b),
    );
    return log;
  }

  it('completing and writing: what was in time stands before the end, the rest is refused', () =>
    rounds(async (chat) => {
      const log = await writingWhile(chat, () => complete(chat, 'Нужен очный осмотр'));
      expect(log.at(-1)).toMatchObject({ kind: 'note', note: 'completed-without-conclusion' });
    }));

  it('concluding and writing: nothing stands between the conclusion and the end, nor after it', () =>
    ward.rounds(SIZES.conclusions, async (chat) => {
      const log = await writingWhile(chat, () => conclude(chat));
      expect(log.slice(-2)).toMatchObject([{ kind: 'conclusion' }, { kind: 'note', note: 'completed' }]);
    }));

  it('concluding twice, or concluding and completing: there is one end, and the other comes too late', () =>
    ward.rounds(SIZES.conclusions, async (chat, round) => {
      const key = newKey();
      const others = [
        () => conclude(chat, key),
        () => conclude(chat),
        () => complete(chat, 'Нужен очный осмотр'),
      ];
      const answers = await Promise.all([sometime(() => conclude(chat, key)), sometime(others[round % 3]!)]);
      expect(statuses(answers)).toEqual(round % 3 ? [200, 409] : [200, 200]);
      const log = await readAll(clinic, chat);
      expect(log.filter(({ kind }) => kind === 'note')).toHaveLength(3);
    }));

  it('completing and writing in a page: what was too late is set aside with its text', async () => {
    const chat = await clinic.again(pair);
    const tab = openTab({ address, storage: memoryStorage(), getToken: () => clinic.tokenFor(chat.patient) });
    const handle = tab.client.chat(chat.id);
    await eventually(() => expect(handle.state.value.status).toBe('ready'));
    const texts = Array.from({ length: 30 }, (_, n) => `Реплика ${n}`);
    const sent = Promise.allSettled(texts.map((text) => handle.send(text)));
    await complete(chat, 'Нужен очный осмотр');
    const taken = (await sent).filter(({ status }) => status === 'fulfilled').length;
    await eventually(() => {
      const { entries, pending } = handle.state.value;
      expect(pending.every(({ state, problem }) => state === 'failed' && problem === 'chat-finished')).toBe(
        true,
      );
      const said = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
      expect([...said, ...pending.map(({ text }) => text)]).toEqual(texts.slice(0, taken));
      expect(handle.state.value.chat?.state).toBe('completed');
    });
    tab.client.close();
  });

  it('completing twice: the same reason is the same end, another one comes too late', () =>
    rounds(async (chat, round) => {
      const same = round % 2 === 0;
      const answers = await Promise.all(
        ['Причина 1', same ? 'Причина 1' : 'Причина 2'].map((reason) =>
          sometime(() => complete(chat, reason)),
        ),
      );
      expect(statuses(answers)).toEqual(same ? [200, 200] : [200, 409]);
    }));

  it('completing and taking a message back', () =>
    rounds(async (chat) => {
      const { body } = await say(chat, 'Лишнее');
      const [taken, done] = await Promise.all([
        sometime(() => clinic.ask(chat.patient, 'DELETE', `${entriesOf(chat)}/${body.entry.seq}`)),
        sometime(() => complete(chat, 'Нужен очный осмотр')),
      ]);
      expect(done.status).toBe(200);
      const entry = (await readAll(clinic, chat))[body.entry.seq - 1]!;
      expect(entry.kind).toBe(taken.status === 200 ? 'tombstone' : 'message');
      if (taken.status !== 200) expect(taken).toMatchObject({ status: 409, body: { code: 'chat-finished' } });
    }));

  it('taking a message back, twice, while it is being read: nobody sees it afterwards', () =>
    rounds(async (chat) => {
      const { body } = await say(chat, 'Лишнее');
      const { seq } = body.entry;
      const path = `${entriesOf(chat)}/${seq}`;
      const [first, second, read, mark] = await Promise.all([
        sometime(() => clinic.ask(chat.patient, 'DELETE', path)),
        sometime(() => clinic.ask(chat.patient, 'DELETE', path)),
        sometime(() =>
          clinic.ask<{ entries: { seq: number; kind: string }[] }>(chat.doctor, 'GET', entriesOf(chat)),
        ),
        sometime(() => clinic.ask(chat.doctor, 'PUT', `/v1/chats/${chat.id}/read`, { seq })),
      ]);
      expect(statuses([first, second, read, mark])).toEqual([200, 200, 200, 200]);
      expect(first.body).toEqual(second.body);
      expect(['message', 'tombstone']).toContain(read.body.entries.find((entry) => entry.seq === seq)!.kind);
      expect((await readAll(clinic, chat))[seq - 1]!.kind).toBe('tombstone');
    }));

  it('marks that overtake one another: the furthest stays', () =>
    rounds(async (chat) => {
      for (const text of ['Раз', 'Два', 'Три', 'Четыре']) await say(chat, text);
      const marks = shuffled([1, 2, 3, 4, 5, 6]);
      const answers = await Promise.all(
        marks.map((seq) =>
          sometime(() =>
            clinic.ask<{ chat: { readSeq: number } }>(chat.doctor, 'PUT', `/v1/chats/${chat.id}/read`, {
              seq,
            }),
          ),
        ),
      );
      answers.forEach(({ body }, at) => expect(body.chat.readSeq).toBeGreaterThanOrEqual(marks[at]!));
      const { body } = await clinic.ask<{ chat: { readSeq: number; unread: number } }>(
        chat.doctor,
        'GET',
        `/v1/chats/${chat.id}`,
      );
      expect(body.chat).toMatchObject({ readSeq: 6, unread: 0 });
    }));

  it('cancelling and opening early: it is one or the other', () =>
    rounds(
      async (chat) => {
        const [cancelled, opened] = await Promise.all([
          sometime(() => clinic.ask(OPERATOR, 'POST', `/v1/chats/${chat.id}/cancel`)),
          sometime(() => clinic.ask(chat.doctor, 'POST', `/v1/chats/${chat.id}/open`)),
        ]);
        const { body } = await clinic.ask<{ chat: { state: string } }>(
          chat.doctor,
          'GET',
          `/v1/chats/${chat.id}`,
        );
        expect(body.chat.state).toBe(opened.status === 200 ? 'open' : 'cancelled');
        expect([cancelled.status < 300, opened.status < 300].filter(Boolean)).toHaveLength(1);
      },
      () => Date.now() + 10 * 60_000,
    ));

  it('appointing twice under one key: it is one consultation', () =>
    rounds(async () => {
      const startsAt = Date.now() + 3_600_000;
      const draft = {
        key: newKey(),
        patient: pair.patient.person,
        doctor: pair.doctor.person,
        title: 'Консультация',
        comment: null,
        startsAt,
        endsAt: startsAt + 3_600_000,
      };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () =>
          sometime(() => clinic.ask<{ id: string }>(OPERATOR, 'POST', '/v1/chats', draft)),
        ),
      );
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    }));
});
