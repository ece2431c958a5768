import type { Entry } from '@consult/core';
import type { ChatsPage, ChatView, EntriesPage } from '@consult/core/wire';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { House } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import {
  actor,
  type ActorName,
  ACTORS,
  anyKey,
  Command,
  conclusion,
  fewKeys,
  inChat,
  outcomeOf,
  place,
  say,
  seen,
  seqOf,
  shown,
  text,
  who,
} from './command.js';
import { DOCUMENTS, sameBytes } from './documents.js';
import type { ModelEntry } from './model-chat.js';
import type { ServiceModel } from './service-model.js';

const MINUTE = 60_000;

const READING: readonly fc.Arbitrary<Command>[] = [
  place.map(
    ({ chat: at, name }) =>
      new Command(`${name} looks at ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const { code, body } = await outcomeOf(
          house.call<{ chat: ChatView }>(name, 'GET', `/v1/chats/${chat.id}`),
        );
        expect(code).toBe(model.refusalToSee(actor(name), chat));
        if (body) expect(seen(body.chat)).toEqual(model.view(actor(name), chat));
      }),
  ),
  who.map((name) => new Command(`${name} lists`, (model, house) => sameList(model, house, name))),
  fc.tuple(place, fc.option(seqOf), fc.integer({ min: 1, max: 5 })).map(
    ([{ chat: at, name }, before, limit]) =>
      new Command(`${name} reads ${limit} before ${before} in ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const query = `limit=${limit}${before ? `&before=${before}` : ''}`;
        const { code, body } = await outcomeOf(
          house.call<EntriesPage>(name, 'GET', `/v1/chats/${chat.id}/entries?${query}`),
        );
        expect(code).toBe(model.refusalToRead(actor(name), chat));
        if (!body) return;
        const older = chat.entries.filter(({ seq }) => seq < (before ?? Infinity));
        expect(body.entries.map(shown)).toEqual(
          older.slice(-limit).map((entry) => model.shownOf(chat, entry)),
        );
        expect(body.more).toBe(older.length > limit);
      }),
  ),
  fc.tuple(place, seqOf, fc.integer({ min: 1, max: 5 })).map(
    ([{ chat: at, name }, since, limit]) =>
      new Command(`${name} asks what has changed since ${since} in ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const known = chat.entries[since - 1] ?? chat.entries[0]!;
        if (model.refusalToRead(actor(name), chat)) return;
        const path = `/v1/chats/${chat.id}/entries`;
        const page = await house.call<EntriesPage>(name, 'GET', `${path}?before=${known.seq + 1}&limit=1`);
        const revision = page.entries[0]!.revision;
        const after = await house.call<EntriesPage>(name, 'GET', `${path}?after=${revision}&limit=${limit}`);
        const later = chat.entries
          .filter(({ changed }) => changed > known.changed)
          .sort((a, b) => a.changed - b.changed);
        expect(after.entries.map(shown)).toEqual(
          later.slice(0, limit).map((entry) => model.shownOf(chat, entry)),
        );
        expect(after.more).toBe(later.length > limit);
      }),
  ),
];

const WRITING: readonly fc.Arbitrary<Command>[] = [
  inChat(
    'says',
    fc.record({ key: anyKey, text }),
    (model, by, chat, draft) => model.say(by, chat, draft),
    (id, draft) => ['POST', `/v1/chats/${id}/entries`, draft],
  ),
  inChat(
    'says under one of few keys',
    fc.record({ key: fewKeys, text }),
    (model, by, chat, draft) => model.say(by, chat, draft),
    (id, draft) => ['POST', `/v1/chats/${id}/entries`, draft],
  ),
  inChat(
    'answers',
    fc.record({ key: fc.oneof(anyKey, fewKeys), text, replyTo: seqOf }),
    (model, by, chat, draft) => model.say(by, chat, draft),
    (id, draft) => ['POST', `/v1/chats/${id}/entries`, draft],
  ),
  fc.tuple(place, anyKey, text).map(
    ([{ chat: at, name }, key, answer]) =>
      new Command(`${name} answers the newest message of ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const newest = chat.entries.findLast(({ what }) => what === 'message');
        if (newest) await say(model, house, name, chat, { key, text: answer, replyTo: newest.seq });
      }),
  ),
  inChat(
    'takes back',
    seqOf,
    (model, by, chat, seq) => model.takeBack(by, chat, seq),
    (id, seq) => ['DELETE', `/v1/chats/${id}/entries/${seq}`],
  ),
  fc.tuple(place, fc.boolean()).map(
    ([{ chat: at, name }, twice]) =>
      new Command(
        `${name} takes the newest own back in ${at}${twice ? ', twice' : ''}`,
        async (model, house) => {
          const chat = model.chats[at]!;
          const own = chat.entries.findLast(({ author }) => author === actor(name).id);
          for (let n = 0; own && n < (twice ? 2 : 1); n++) {
            const refusal = model.takeBack(actor(name), chat, own.seq);
            const path = `/v1/chats/${chat.id}/entries/${own.seq}`;
            expect((await outcomeOf(house.call(name, 'DELETE', path))).code).toBe(refusal);
          }
        },
      ),
  ),
  fc.tuple(place).map(
    ([{ chat: at, name }]) =>
      new Command(`${name} repeats the newest own in ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const own = chat.entries.findLast(({ author }) => author === actor(name).id);
        if (!own?.key) return;
        const { key, files, replyTo } = own;
        const draft = { key, text: own.text!, files, ...(replyTo !== null && { replyTo }) };
        await say(model, house, name, chat, draft);
      }),
  ),
  fc.tuple(place, seqOf).map(
    ([{ chat: at, name }, seq]) =>
      new Command(`${seq} of ${at} reaches a device of the ${name}`, async (model, house) => {
        const chat = model.chats[at]!;
        model.deliver(actor(name), chat, seq);
        await house.call(name, 'PUT', '/v1/delivered', { marks: [{ chat: chat.id, seq }] });
      }),
  ),
  inChat(
    'has read',
    seqOf,
    (model, by, chat, seq) => model.markRead(by, chat, seq),
    (id, seq) => ['PUT', `/v1/chats/${id}/read`, { seq }],
  ),
];

const LEADING: readonly fc.Arbitrary<Command>[] = [
  inChat(
    'opens',
    fc.constant(null),
    (model, by, chat) => model.open(by, chat),
    (id) => ['POST', `/v1/chats/${id}/open`],
  ),
  inChat(
    'completes',
    fc.constantFrom('Нужен очный осмотр', 'Пациент не ответил', ' '),
    (model, by, chat, reason) => model.complete(by, chat, reason),
    (id, reason) => ['POST', `/v1/chats/${id}/complete`, { outcome: 'no-conclusion', reason }],
  ),
  inChat(
    'concludes',
    conclusion,
    (model, by, chat, draft) => model.conclude(by, chat, draft),
    (id, draft) => ['POST', `/v1/chats/${id}/complete`, { outcome: 'conclusion', ...draft }],
  ),
  inChat(
    'corrects',
    conclusion,
    (model, by, chat, draft) => model.correct(by, chat, draft),
    (id, draft) => ['POST', `/v1/chats/${id}/conclusion`, draft],
  ),
  fc.tuple(conclusion, fc.boolean()).map(
    ([draft, isAgain]) =>
      new Command(
        `the doctor corrects what was concluded${isAgain ? ' under the key of it' : ''}`,
        async (model, house) => {
          const chat = model.chats.find(({ versions }) => versions.length > 0);
          if (!chat) return;
          const name = chat.doctor === PEOPLE.surgeon.id ? 'surgeon' : 'doctor';
          const wish = isAgain ? { ...draft, key: chat.versions[0]!.key } : draft;
          const refusal = model.correct(actor(name), chat, wish);
          const path = `/v1/chats/${chat.id}/conclusion`;
          const { code, body } = await outcomeOf(house.call<{ entry: Entry }>(name, 'POST', path, wish));
          expect(code).toBe(refusal);
          if (body) expect(shown(body.entry)).toEqual(model.shownOf(chat, chat.entries[body.entry.seq - 1]!));
        },
      ),
  ),
  inChat(
    'cancels',
    fc.constant(null),
    (model, by, chat) => model.cancel(by, chat),
    (id) => ['POST', `/v1/chats/${id}/cancel`],
  ),
  fc.tuple(fc.constantFrom(0, 1, 2), who, fc.constantFrom(...(['doctor', 'surgeon'] as const))).map(
    ([at, name, to]) =>
      new Command(`${name} gives ${at} to the ${to}`, async (model, house) => {
        const chat = model.chats[at]!;
        const refusal = model.reassign(actor(name), chat, actor(to).id);
        const draft = { doctor: actor(to).id };
        const answer = await outcomeOf(house.call(name, 'POST', `/v1/chats/${chat.id}/doctor`, draft));
        expect(answer.code).toBe(refusal);
      }),
  ),
  fc.integer({ min: 1, max: 90 }).map(
    (minutes) =>
      new Command(`${minutes} minutes pass`, async (model, house) => {
        model.passTime(minutes * MINUTE);
        await house.clock.advance(minutes * MINUTE);
      }),
  ),
  fc.integer({ min: 1, max: 30 }).map(
    (minutes) =>
      new Command(`the clock goes ${minutes} minutes back`, async (model, house) => {
        model.now -= minutes * MINUTE;
        house.clock.set(model.now);
      }),
  ),
  fc.constant(
    new Command('another text of the consent is published', async (model, house) => {
      model.published++;
      await house.publishConsent(`Согласие, редакция ${model.published}`);
    }),
  ),
  fc.tuple(who, fc.constantFrom(...(['patient', 'child', 'otherPatient'] as const))).map(
    ([name, patient]) =>
      new Command(`${name} agrees for ${patient}`, async (model, house) => {
        const { documents } = await house.call<{ documents: { version: number; hash: string }[] }>(
          'patient',
          'GET',
          '/v1/consent-documents',
        );
        const [{ version, hash }] = documents as [(typeof documents)[0]];
        const given = {
          key: house.newKey(),
          ...{ kind: 'remote-consultation', version, hash, patient: PEOPLE[patient].id },
        };
        const refusal = model.agree(actor(name), given.patient);
        expect((await outcomeOf(house.call(name, 'POST', '/v1/consents', given))).code).toBe(refusal);
      }),
  ),
  fc.boolean().map(
    (speaks) =>
      new Command(
        `the mother ${speaks ? 'speaks' : 'no longer speaks'} for the child`,
        async (model, house) => {
          const path = `/v1/people/${PEOPLE.child.id}/representatives/${PEOPLE.patient.id}`;
          const validTo = speaks ? null : Date.UTC(2018, 0);
          await house.call('operator', 'PUT', path, { validFrom: Date.UTC(2017, 8), validTo });
          if (speaks) model.speakers.set(PEOPLE.child.id, PEOPLE.patient.id);
          else model.speakers.delete(PEOPLE.child.id);
        },
      ),
  ),
];

export const COMMANDS = [...WRITING, ...WRITING, ...DOCUMENTS, ...LEADING, ...READING];

async function sameList(model: ServiceModel, house: House, name: ActorName) {
  const page = await house.call<ChatsPage>(name, 'GET', '/v1/chats');
  const expected = model.list(actor(name)).map((chat) => model.view(actor(name), chat));
  expect(page.chats.map(seen)).toEqual(expected);
  expect(page.unread).toBe(expected.reduce((sum, { unread }) => sum + unread, 0));
}

/** Everybody sees in the service what the model says they see. */
export async function sameForEverybody(model: ServiceModel, house: House) {
  for (const name of ACTORS) {
    await sameList(model, house, name);
    for (const chat of model.list(actor(name))) {
      if (model.refusalToRead(actor(name), chat)) continue;
      const path = `/v1/chats/${chat.id}/entries?limit=100`;
      const shownOf = (entry: ModelEntry) => model.shownOf(chat, entry);
      const page = await house.call<EntriesPage>(name, 'GET', path);
      expect(page.entries.map(shown)).toEqual(chat.entries.map(shownOf));
      const changes = await house.call<EntriesPage>(name, 'GET', `${path}&after=0`);
      const changed = [...chat.entries].sort((a, b) => a.changed - b.changed);
      expect(changes.entries.map(shown)).toEqual(changed.map(shownOf));
    }
  }
  await sameBytes(model, house);
}
