import type { ConsentKind } from '@consult/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  ADMINISTRATOR,
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

  const publish = (kind: ConsentKind, change: Partial<typeof TEXT> = {}, now = NOON) =>
    stores.consents.publish(ADMINISTRATOR, { kind, ...TEXT, ...change }, now, go);
  const give = (
    actor = PATIENT,
    patient = actor.person,
    rule: Parameters<Stores['consents']['give']>[3] = go,
    version = 1,
  ) =>
    stores.consents.give(
      actor,
      { id: newId('consent'), kind: 'notifications', version, hash: TEXT.hash, patient },
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

  it('keeps the first of the same acceptances', async () => {
    await publish('notifications');
    const copies = await Promise.all(Array.from({ length: 10 }, () => give()));
    expect(new Set(copies.map(({ id }) => id))).toHaveLength(1);
    expect(copies[0]).toEqual({
      id: copies[0]!.id,
      kind: 'notifications',
      version: 1,
      hash: TEXT.hash,
      patient: PATIENT.person,
      by: PATIENT.person,
      at: NOON,
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
}
