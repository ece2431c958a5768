import { CONSENT_KINDS, refusalToWrite, type Actor, type ConsentKind } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  ADMINISTRATOR,
  aChat,
  as,
  CHILD,
  DAY,
  newId,
  NOON,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';

const go = () => undefined;
const TEXT = { title: 'Согласие на уведомления', text: 'Я согласна.', hash: 'b'.repeat(64) };

/** What every store of consents must do. */
export function consentStoreContract({ openSettled }: Adapter) {
  let stores: Stores;
  beforeEach(async () => void (stores = await openSettled()));
  afterEach(() => stores.close());

  const publish = async (kind: ConsentKind, change: Partial<typeof TEXT> = {}, now = NOON) =>
    (await stores.consents.publish(ADMINISTRATOR, { kind, ...TEXT, ...change }, now, go)).document;
  const give = (
    actor = PATIENT,
    patient = actor.person,
    rule: Parameters<Stores['consents']['give']>[3] = go,
    version = 1,
  ) =>
    stores.consents.give(
      actor,
      {
        id: newId('consent'),
        key: newId('entryKey'),
        kind: 'notifications',
        version,
        hash: TEXT.hash,
        patient,
      },
      NOON,
      rule,
    );

  it('publishes version after version, and the same text once', async () => {
    expect(await publish('notifications')).toEqual({
      kind: 'notifications',
      version: 1,
      publishedAt: NOON,
      ...TEXT,
    });
    expect(await publish('notifications', {}, NOON + DAY)).toMatchObject({ version: 1, publishedAt: NOON });
    expect(await publish('notifications', { title: 'Иначе' })).toMatchObject({ version: 2 });
    expect(await publish('personal-data')).toMatchObject({ version: 1 });
    const documents = await stores.consents.documents();
    expect(documents.map(({ kind, version }) => [kind, version])).toEqual([
      ['notifications', 2],
      ['personal-data', 1],
      ['remote-consultation', 1],
    ]);
    await expect(
      stores.consents.publish(ADMINISTRATOR, { kind: 'notifications', ...TEXT }, NOON, () => 'not-allowed'),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('asks the rule which version a new one follows, and whether it is there already', async () => {
    const facts: unknown[] = [];
    const ask = (text: string) =>
      stores.consents.publish(
        ADMINISTRATOR,
        { kind: 'notifications', ...TEXT, text, hash: text.repeat(64) },
        NOON,
        (known) => {
          facts.push(known);
          return undefined;
        },
      );
    for (const text of ['a', 'a', 'b']) await ask(text);
    expect(facts).toEqual([
      { published: 0, repeated: false },
      { published: 1, repeated: true },
      { published: 1, repeated: false },
    ]);
  });

  it('keeps the first of the same acceptances', async () => {
    await publish('notifications');
    const given = await Promise.all(Array.from({ length: 10 }, () => give()));
    expect(given.filter(({ news }) => news)).toHaveLength(1);
    const copies = given.map(({ consent }) => consent);
    expect(new Set(copies.map(({ id }) => id))).toHaveLength(1);
    expect(copies[0]).toEqual({
      id: copies[0]!.id,
      kind: 'notifications',
      version: 1,
      hash: TEXT.hash,
      patient: PATIENT.person,
      by: PATIENT.person,
      at: NOON,
      level: 'confirmed',
    });
  });

  it('asks the rule about what is published and who speaks for whom', async () => {
    const facts: unknown[] = [];
    const look: Parameters<typeof give>[2] = (fact) => {
      facts.push(fact);
      return 'not-found';
    };
    for (const [actor, patient] of [
      [PATIENT, PATIENT.person],
      [PARENT, CHILD],
      [OTHER_PATIENT, CHILD],
    ] as const)
      await expect(give(actor, patient, look)).rejects.toMatchObject({ code: 'not-found' });
    expect(facts).toMatchObject([
      { published: null, speaksFor: true },
      { published: null, speaksFor: true },
      { published: null, speaksFor: false },
    ]);
    const published = await publish('notifications');
    await give(PATIENT, PATIENT.person, (fact) => void facts.push(fact));
    expect(facts.at(-1)).toMatchObject({ published, speaksFor: true });
  });

  it('takes back all that stands for the patient, once, and leaves what it was told', async () => {
    await publish('notifications');
    const child = as('patient', CHILD);
    const { consent: hers } = await give(PARENT, CHILD);
    const { consent: own } = await give(child, CHILD);
    const { news, status } = await stores.consents.withdraw(PARENT, own.id, NOON + DAY, go);
    expect(news!.readers).toEqual([
      { person: CHILD, role: 'patient' },
      { person: PARENT.person, role: 'patient' },
    ]);
    expect(status.state).toBe('withdrawn');
    expect(status.acts.map(({ id, at, withdrawn }) => [id, at, withdrawn!.at, withdrawn!.by.id])).toEqual([
      [own.id, NOON, NOON + DAY, PARENT.person],
      [hers.id, NOON, NOON + DAY, PARENT.person],
    ]);
    const again = await stores.consents.withdraw(child, hers.id, NOON + 2 * DAY, go);
    expect(again).toEqual({ status, news: null });
  });

  it('asks the rule who speaks for the patient at that moment', async () => {
    await publish('notifications');
    const { consent } = await give(PARENT, CHILD);
    const facts: unknown[] = [];
    const look = (fact: unknown) => {
      facts.push(fact);
      return 'not-found' as const;
    };
    for (const [actor, id, now] of [
      [PARENT, consent.id, NOON],
      [PARENT, consent.id, NOON + 30 * DAY],
      [OTHER_PATIENT, consent.id, NOON],
      [PARENT, 'cns_unknown', NOON],
    ] as const)
      for (const verb of ['withdraw', 'find', 'prove'] as const)
        await expect(stores.consents[verb](actor, id, now, look)).rejects.toMatchObject({
          code: 'not-found',
        });
    expect(facts.map((fact) => (fact as { speaksFor: boolean }).speaksFor)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
      ...[false, false, false],
      ...[false, false, false],
    ]);
    await expect(stores.consents.find(PARENT, 'cns_unknown', NOON, go)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('keeps one acceptance for each time it is given, however often and at once that is asked', async () => {
    await publish('notifications');
    const rounds: string[] = [];
    for (let round = 0; round < 3; round++) {
      const given = await Promise.all(Array.from({ length: 5 }, () => give()));
      const [id, ...others] = [...new Set(given.map(({ consent }) => consent.id))];
      expect(others).toEqual([]);
      rounds.push(id!);
      await Promise.all([1, 2].map(() => stores.consents.withdraw(PATIENT, id!, NOON, go)));
    }
    expect(new Set(rounds)).toHaveLength(3);
    const [, , status] = await stores.consents.statuses(PATIENT, NOON, go);
    expect(status!.acts.map(({ id }) => id)).toEqual(rounds.toReversed());
  });

  it('lets a message through or not, by whether the consent was withdrawn before it', async () => {
    const chat = await aChat(stores);
    const [, { acts }] = (await stores.consents.statuses(PATIENT, NOON, go)) as [unknown, ConsentStatus];
    const say = () =>
      stores.chats
        .append(
          { chatId: chat, actor: PATIENT, now: NOON },
          { key: newId('entryKey'), text: 'Болит' },
          refusalToWrite,
          go,
        )
        .then(
          () => 'said',
          (error: { code: string }) => error.code,
        );
    const outcomes = await Promise.all([
      say(),
      say(),
      stores.consents.withdraw(PATIENT, acts[0]!.id, NOON, go).then(() => 'withdrawn'),
      say(),
      say(),
    ]);
    expect(outcomes).toEqual(['said', 'said', 'withdrawn', 'consent-needed', 'consent-needed']);
  });

  it('answers for oneself and for those one speaks for, by name, and for nobody else', async () => {
    const of = async (actor: Actor, now = NOON) =>
      (await stores.consents.statuses(actor, now, go)).map(({ patient, kind }) => `${patient.id} ${kind}`);
    expect(await of(PARENT)).toEqual(
      [PARENT.person, CHILD].flatMap((who) => CONSENT_KINDS.map((kind) => `${who} ${kind}`)),
    );
    expect(await of(PARENT, NOON + 30 * DAY)).toHaveLength(3);
    expect(await of(as('patient', 'per_unknown'))).toEqual([]);
    await expect(stores.consents.statuses(PATIENT, NOON, () => 'not-allowed')).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(
      give(as('patient', 'per_unknown'), 'per_unknown', ({ speaksFor }) =>
        speaksFor ? undefined : 'not-found',
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
}
