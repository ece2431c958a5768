import type { ChannelKind } from '@consult/core';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import type { Log, Stores } from '../../../server/src/deps.js';
import type { Channel, Handover, Message } from '../../../server/src/notices/channel.js';
import { emptyOutbox } from '../../../server/src/notices/outbox.js';
import { ADMINISTRATOR, CHILD, newId, NOON, PARENT, PATIENT } from '../db/stores.js';

const go = () => undefined;
const HASH = 'c'.repeat(64);

/** The document about notifications is published, in this version. */
export const publish = async ({ consents }: Stores, text = 'Я согласна.') =>
  (
    await consents.publish(
      ADMINISTRATOR,
      {
        kind: 'notifications',
        title: 'Уведомления',
        text,
        hash: text === 'Я согласна.' ? HASH : 'd'.repeat(64),
      },
      NOON,
      go,
    )
  ).document.version;

/** Consents of the patient, and of the parent for the child, to this version. */
export async function agree({ consents }: Stores, version = 1) {
  for (const [actor, patient] of [
    [PATIENT, PATIENT.person],
    [PARENT, CHILD],
  ] as const)
    await consents.give(
      actor,
      { id: newId('consent'), key: newId('entryKey'), kind: 'notifications', version, hash: HASH, patient },
      NOON,
      go,
    );
}

/** Gives somebody an address and a number. */
export async function reach({ people }: Stores, person: string, address: { email?: string; phone?: string }) {
  const known = (await people.find(person))!;
  await people.put(
    ADMINISTRATOR,
    person,
    { name: known.name, birthDate: known.birthDate, specialty: known.specialty, ...address },
    NOON,
    go,
  );
}

/** A channel of a test: what went by it, and what it answers. */
export function aChannel(kind: ChannelKind) {
  const messages: Message[] = [];
  let answer: () => Promise<Handover> = () => Promise.resolve('taken');
  const channel: Channel = {
    kind,
    send(message) {
      messages.push(message);
      return answer();
    },
  };
  return { channel, messages, answers: (next: () => Promise<Handover>) => void (answer = next) };
}

/** Lines of the log, as far as they are warnings. */
export function aLog() {
  const lines: (readonly [string, string | undefined])[] = [];
  const keep = (fields: { readonly name?: string }, event: string) => void lines.push([event, fields.name]);
  const log: Log = { info: () => undefined, warn: keep, error: keep };
  return { log, lines };
}

/** Empties the outbox of these stores at a time. */
export const send = (
  stores: Stores,
  channels: readonly Channel[],
  now: number,
  log = aLog().log,
  owner = 'one',
) =>
  emptyOutbox({
    stores,
    channels,
    config: { ...CONFIG_DEFAULTS, origins: [] },
    log,
    now: () => now,
    frame: { portal: 'https://portal.example/notices', domain: 'portal.example' },
    owner,
    leaseMs: 60_000,
  });
