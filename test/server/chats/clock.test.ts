import { refusalToWrite } from '@consult/core';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveDue } from '../../../server/src/consultations/clock.js';
import type { Deps } from '../../../server/src/deps.js';
import { openPageServer, type PageServer } from '../../../server/src/page.js';
import { aChat, HOUR, newId, NOON, PATIENT, settledMemory } from '../db/stores.js';

describe('the clock', () => {
  let server: PageServer;
  beforeEach(async () => {
    server = await openPageServer({
      now: () => NOON + 2 * HOUR,
      sqlJs: await initSqlJs(),
      database: await settledMemory(),
    });
  });
  afterEach(() => server.close());

  /** The server's own stores, with something that happens just after the clock has looked at them. */
  const afterLooking = (happens: () => Promise<unknown>): Deps => {
    const { chats } = server.deps.stores;
    const due: typeof chats.due = async (...question) => {
      const found = await chats.due(...question);
      await happens();
      return found;
    };
    return { ...server.deps, stores: { ...server.deps.stores, chats: { ...chats, due } } };
  };

  it('does not call missed what somebody has written in at the last moment', async () => {
    const { stores } = server.deps;
    const chatId = await aChat(stores);
    const write = () =>
      stores.chats.append(
        { chatId, actor: PATIENT, now: NOON + HOUR },
        { key: newId('entryKey'), text: 'Я здесь' },
        refusalToWrite,
      );
    expect(await moveDue(afterLooking(write))).toBe(0);
    expect((await stores.chats.list(PATIENT, {}, NOON)).chats[0]!.state).toBe('open');
  });

  it('makes each move once, though two clocks look at the same time', async () => {
    await aChat(server.deps.stores);
    await aChat(server.deps.stores, { state: 'scheduled' });
    const made = await Promise.all([moveDue(server.deps), moveDue(server.deps)]);
    expect(made[0]! + made[1]!).toBe(2);
    expect(await moveDue(server.deps)).toBe(0);
  });
});
