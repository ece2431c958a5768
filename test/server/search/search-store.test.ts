import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { searchEntries } from '../../../server/src/search/search-service.js';
import { actsOn, go } from '../chats/acts.js';
import { aDraft, CONCLUDING } from '../conclusions/drafts.js';
import { ADAPTERS, aChat, aFolder, DOCTOR, NOON, PATIENT, settle } from '../db/stores.js';
import { searchContract } from './search.contract.js';

describe.each(ADAPTERS)('the search inside a chat in $name', (adapter) => {
  searchContract(adapter);
});

describe('a database from before conclusions were searched', () => {
  const folder = aFolder();

  async function withStores<T>(act: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<T>) {
    const stores = await openStores(folder);
    return act(stores).finally(() => stores.close());
  }
  const hits = (chatId: string, q: string) =>
    withStores(async (stores) => {
      const deps = { stores, now: () => NOON, limiter: { take: async () => 0 } };
      return (await searchEntries(deps, { chatId, actor: PATIENT }, { q })).hits.map(({ seq }) => seq);
    });

  it('has those that were given read at the next search, and reads nothing else again', async () => {
    const [chat, other] = await withStores(async (stores) => {
      await settle(stores);
      const { at, say } = actsOn(stores);
      const chats = [await aChat(stores), await aChat(stores)] as const;
      for (const one of chats) await say(one, PATIENT, 'Аспирин');
      await stores.conclusions.give(at(chats[0], DOCTOR), aDraft(), CONCLUDING, go);
      return chats;
    });
    for (const one of [chat, other]) expect(await hits(one, 'аспирин')).toEqual([3]);
    const client = new Database(join(folder, DATABASE_FILE));
    client.exec(`delete from entry_words where seq > 3;
      update chats set indexed_seq = seq;
      delete from migrations where name like '0007%'`);
    client.close();

    expect(await hits(chat, 'кофе')).toEqual([4]);
    expect(await hits(chat, 'аспирин')).toEqual([3]);
    const again = new Database(join(folder, DATABASE_FILE));
    expect(again.prepare('select max(seq - indexed_seq) behind from chats').get()).toEqual({ behind: 0 });
    again.close();
    rmSync(folder, { recursive: true });
  });
});
