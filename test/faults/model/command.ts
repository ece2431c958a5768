import { codeOf, type Entry, type ErrorCode, type Quote } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { House } from '../../support/house.js';
import { CONCLUSION } from '../../support/chats.js';
import { actorOf } from '../../support/people.js';
import type { ModelActor, ModelChat, ModelDraft, ModelRole } from './model-chat.js';
import type { ServiceModel } from './service-model.js';

/** Everybody who acts in a story. */
export const ACTORS = ['patient', 'otherPatient', 'doctor', 'surgeon', 'operator'] as const;
export type ActorName = (typeof ACTORS)[number];

/** Who takes part in each consultation of a story. */
const PARTIES: readonly (readonly ActorName[])[] = [
  ['patient', 'doctor'],
  ['patient', 'doctor'],
  ['otherPatient', 'surgeon'],
];

/** Does one thing to the model and to the service, and compares what both say. */
type Act = (model: ServiceModel, house: House) => Promise<void>;

export class Command implements fc.AsyncCommand<ServiceModel, House> {
  readonly #told: string;
  readonly #act: Act;

  constructor(told: string, act: Act) {
    this.#told = told;
    this.#act = act;
  }

  readonly check = () => true;

  async run(model: ServiceModel, house: House) {
    await this.#act(model, house);
    model.now = house.clock.now();
  }

  toString() {
    return this.#told;
  }
}

export const actor = (name: ActorName): ModelActor => {
  const { person, role } = actorOf(name);
  return { id: person, role: role as ModelRole };
};

/** What the service answered, or the code of its refusal. */
export const outcomeOf = async <T>(
  answer: Promise<T>,
): Promise<{ readonly code?: ErrorCode; readonly body?: T }> =>
  answer.then(
    (body) => ({ body }),
    (error: unknown) => ({ code: codeOf(error) }),
  );

/** Sends a request with bytes, or for bytes. */
export async function rawOf(
  house: House,
  name: ActorName,
  method: string,
  path: string,
  body?: Uint8Array<ArrayBuffer>,
): Promise<{ readonly code?: ErrorCode; readonly bytes: Uint8Array }> {
  const headers = { Authorization: `Bearer ${await house.server.tokenFor(actorOf(name))}` };
  const request = new Request(house.server.origin + path, { method, headers, ...(body && { body }) });
  const answer = await house.server.fetch(request);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return answer.ok ? { bytes } : { bytes, code: codeOf(JSON.parse(new TextDecoder().decode(bytes))) };
}

/** An entry of the API in the words of the model. */
export const shown = (entry: Entry) => ({
  seq: entry.seq,
  what: entry.kind === 'note' ? entry.note : entry.kind,
  author: 'author' in entry ? entry.author.id : null,
  key: 'key' in entry ? entry.key : null,
  text: entry.kind === 'message' ? entry.text : null,
  files: entry.kind === 'message' ? (entry.files ?? []).map(({ id }) => id) : [],
  quote: entry.kind === 'message' && entry.replyTo ? quoted(entry.replyTo) : null,
  versions: entry.kind === 'conclusion' ? entry.versions.length : 0,
});

const quoted = ({ author, ...quote }: Quote) => ({ ...quote, author: author.id });

export const seen = ({
  id,
  relation,
  state,
  outcome,
  seq,
  activeAt,
  unread,
  readSeq,
  othersReadSeq,
  ...view
}: ChatView) => ({
  id,
  relation,
  state,
  outcome,
  seq,
  activeAt,
  lastEntry: view.lastEntry && shown(view.lastEntry),
  unread,
  readSeq,
  othersReadSeq,
  othersDeliveredSeq: view.othersDeliveredSeq,
  refusal: view.refusal,
});

export const keyOf = (number: number) => `key_${number.toString(16).padStart(32, '0')}`;

export const who = fc.constantFrom(...ACTORS);
/** Mostly the consultation that stands open, and somebody who has to do with it. */
export const place = fc.constantFrom(0, 0, 0, 1, 1, 2).chain((chat) =>
  fc.record({
    chat: fc.constant(chat),
    name: fc.oneof(
      { weight: 7, arbitrary: fc.constantFrom(...PARTIES[chat]!) },
      { weight: 1, arbitrary: who },
    ),
  }),
);
export const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('Болит слева', 'Уже не болит', '<b>Жирно</b>', '🩺') },
  { weight: 1, arbitrary: fc.constantFrom('  \n ', 'ы'.repeat(4000), 'ы'.repeat(4001)) },
);
export const seqOf = fc.integer({ min: 1, max: 9 });
/** Of something new, mostly, and of what may be known. */
export const anyKey = fc.integer({ min: 100, max: 1_000_000 }).map(keyOf);
export const fewKeys = fc.nat(2).map(keyOf);

const CONTENTS = [
  CONCLUSION,
  { ...CONCLUSION, findings: 'ЭКГ без изменений' },
  { ...CONCLUSION, complaints: ' ' },
];
/** Now and then one in which something is missing, or a key that is known. */
export const conclusion = fc.record({
  key: fc.oneof(anyKey, fewKeys),
  content: fc.constantFrom(...CONTENTS),
});

/** How the answer to a command shows the chat: to the operator, who does not read it, without what was said. */
const answered = (model: ServiceModel, name: ActorName, chat: ModelChat) => {
  const view = model.view(actor(name), chat);
  return name === 'operator' ? { ...view, unread: 0 } : view;
};

/** A command in a chat: what the model says to it is what the service has to say. */
export const inChat = <T>(
  what: string,
  wishes: fc.Arbitrary<T>,
  expected: (model: ServiceModel, by: ModelActor, chat: ModelChat, wish: T) => ErrorCode | undefined,
  ask: (chat: string, wish: T) => readonly [method: string, path: string, body?: unknown],
) =>
  fc.tuple(place, wishes).map(
    ([{ chat: at, name }, wish]) =>
      new Command(`${name} ${what} in ${at}: ${JSON.stringify(wish)?.slice(0, 60)}`, async (model, house) => {
        const chat = model.chats[at]!;
        const [method, path, draft] = ask(chat.id, wish);
        const refusal = expected(model, actor(name), chat, wish);
        const { code, body } = await outcomeOf(
          house.call<{ chat?: ChatView; entry?: Entry }>(name, method, path, draft),
        );
        expect(code).toBe(refusal);
        if (body?.chat) expect(seen(body.chat)).toEqual(answered(model, name, chat));
        if (body?.entry)
          expect(shown(body.entry)).toEqual(model.shownOf(chat, chat.entries[body.entry.seq - 1]!));
      }),
  );

/** Sends a message, and compares. */
export async function say(
  model: ServiceModel,
  house: House,
  name: ActorName,
  chat: ModelChat,
  draft: ModelDraft,
) {
  const refusal = model.say(actor(name), chat, draft);
  const { code, body } = await outcomeOf(
    house.call<{ entry: Entry }>(name, 'POST', `/v1/chats/${chat.id}/entries`, draft),
  );
  expect(code).toBe(refusal);
  if (body) expect(shown(body.entry)).toEqual(model.shownOf(chat, chat.entries[body.entry.seq - 1]!));
}
