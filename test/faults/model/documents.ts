import type { FileAnswer } from '@consult/core/wire';
import type { ConclusionContent } from '@consult/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { House } from '../../support/house.js';
import { aPdf } from '../../support/papers.js';
import {
  actor,
  type ActorName,
  ACTORS,
  anyKey,
  Command,
  fewKeys,
  outcomeOf,
  place,
  rawOf,
  say,
  text,
} from './command.js';
import type { ModelChat } from './model-chat.js';
import type { ModelFile } from './model-files.js';
import type { ServiceModel } from './service-model.js';

/** The document of a version: what it looks like is another's to say, and takes longer than a whole story. */
export const paperOf = (version: number, { findings }: ConclusionContent) => aPdf(`${version} ${findings}`);

/** One of all files there are, in whatever chat, or one that never was. */
const fileAt = (model: ServiceModel, at: number) => model.files.all[at]?.id ?? `fil_${'0'.repeat(32)}`;

/** The own uploads that wait in a chat, newest first. */
const waitingOf = (model: ServiceModel, name: ActorName, { id }: ModelChat) =>
  model.files.all
    .filter((file) => file.person === actor(name).id && file.chat === id && file.seq === null)
    .reverse();

const said = { key: anyKey, text: fc.oneof(fc.constant(''), text) };

const upload = fc.tuple(place, fc.oneof(anyKey, anyKey, fewKeys), fc.constantFrom('Снимок', 'Выписка')).map(
  ([{ chat: at, name }, key, words]) =>
    new Command(`${name} uploads «${words}» to ${at} under ${key}`, async (model, house) => {
      const chat = model.chats[at]!;
      const path = `/v1/chats/${chat.id}/files?key=${key}`;
      const { code, bytes } = await rawOf(house, name, 'POST', path, aPdf(words));
      const id = code ? '' : (JSON.parse(new TextDecoder().decode(bytes)) as FileAnswer).file.id;
      expect(code).toBe(model.upload(actor(name), chat, { id, key, words }));
      if (!code) expect(model.files.under(actor(name).id, chat.id, key)!.id).toBe(id);
    }),
);

export const DOCUMENTS: readonly fc.Arbitrary<Command>[] = [
  upload,
  upload,
  fc.tuple(place, fc.record(said), fc.integer({ min: 1, max: 3 })).map(
    ([{ chat: at, name }, draft, most]) =>
      new Command(`${name} sends in ${at} up to ${most} files that wait`, async (model, house) => {
        const chat = model.chats[at]!;
        const files = waitingOf(model, name, chat).slice(0, most);
        await say(model, house, name, chat, { ...draft, files: files.map(({ id }) => id) });
      }),
  ),
  fc.tuple(place, fc.record(said), fc.array(fc.nat(6), { minLength: 1, maxLength: 3 })).map(
    ([{ chat: at, name }, draft, picks]) =>
      new Command(`${name} sends in ${at} the files ${picks.join()} of all`, async (model, house) => {
        const files = picks.map((pick) => fileAt(model, pick));
        await say(model, house, name, model.chats[at]!, { ...draft, files });
      }),
  ),
  fc.tuple(place, fc.option(fc.nat(6))).map(
    ([{ chat: at, name }, pick]) =>
      new Command(`${name} takes the upload ${pick ?? 'that waits'} back in ${at}`, async (model, house) => {
        const chat = model.chats[at]!;
        const waiting = pick === null && waitingOf(model, name, chat)[0];
        const id = waiting ? waiting.id : fileAt(model, pick ?? 0);
        const refusal = model.cancelUpload(actor(name), chat, id);
        const path = `/v1/chats/${chat.id}/files/${id}`;
        expect((await outcomeOf(house.call(name, 'DELETE', path))).code).toBe(refusal);
      }),
  ),
  fc
    .tuple(place, fc.nat(6))
    .map(
      ([{ chat: at, name }, pick]) =>
        new Command(`${name} downloads the file ${pick} in ${at}`, (model, house) =>
          sameFile(model, house, name, model.chats[at]!, fileAt(model, pick)),
        ),
    ),
  fc
    .tuple(place, fc.integer({ min: 1, max: 3 }))
    .map(
      ([{ chat: at, name }, version]) =>
        new Command(`${name} opens version ${version} in ${at}`, (model, house) =>
          sameVersion(model, house, name, model.chats[at]!, version),
        ),
    ),
];

async function sameFile(
  model: ServiceModel,
  house: House,
  name: ActorName,
  chat: ModelChat,
  id: ModelFile['id'],
) {
  const expected = model.download(actor(name), chat, id);
  const { code, bytes } = await rawOf(house, name, 'GET', `/v1/chats/${chat.id}/files/${id}`);
  if (typeof expected === 'string') expect(code).toBe(expected);
  else expect(bytes).toEqual(aPdf(expected.words));
}

async function sameVersion(
  model: ServiceModel,
  house: House,
  name: ActorName,
  chat: ModelChat,
  version: number,
) {
  const expected = model.openVersion(actor(name), chat, version);
  const { code, bytes } = await rawOf(house, name, 'GET', `/v1/chats/${chat.id}/conclusions/${version}`);
  if (typeof expected === 'string') expect(code).toBe(expected);
  else expect(bytes).toEqual(paperOf(version, expected.content));
}

/** Everybody gets the documents that the model says they get, and no bytes lie about that are nobody's. */
export async function sameBytes(model: ServiceModel, house: House) {
  for (const name of ACTORS)
    for (const chat of model.chats) {
      for (const { id } of model.files.all) await sameFile(model, house, name, chat, id);
      for (const at of [...chat.versions.keys(), chat.versions.length])
        await sameVersion(model, house, name, chat, at + 1);
    }
  let places = 0;
  for await (const _ of house.server.deps.bytes.places()) places++;
  const versions = model.chats.reduce((sum, chat) => sum + chat.versions.length, 0);
  expect(places).toBe(model.files.all.filter(({ gone }) => !gone).length + versions);
}
