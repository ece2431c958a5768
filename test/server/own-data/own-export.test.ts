import { rmSync } from 'node:fs';
import type { OwnData } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { openNodeStores } from '../../../server/src/db/sqlite/open-node.js';
import { exportOwnData, type OwnDataDeps } from '../../../server/src/own-data/own-data-service.js';
import type { OwnPlace } from '../../../server/src/own-data/own-data-store.js';
import { aHouse, closeHouses } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import { aChat, aFolder, CHILD, DAY, NOON, OTHER_PATIENT, PARENT, PATIENT, settle } from '../db/stores.js';
import { actsOn } from '../chats/acts.js';
import { requestActsOn } from '../requests/request-acts.js';

afterEach(closeHouses);

const KINDS = [
  ...['profile', 'representations', 'attachments', 'consents', 'requests', 'offers', 'attempts', 'bookings'],
  ...['chats', 'messages', 'files', 'readiness', 'calls', 'notices', 'pushSubscriptions', 'erasures'],
];

/** A folder with a patient who has written so much. */
async function aTalkative(messages: number) {
  const folder = aFolder();
  const stores = openNodeStores(folder);
  await settle(stores);
  await requestActsOn(stores).register();
  const chats = [await aChat(stores), await aChat(stores, { startsAt: NOON - 2 * DAY })];
  const said = Array.from({ length: messages }, (_, no) => `Сообщение ${no + 1}`);
  const { say } = actsOn(stores);
  await Promise.all(said.map((text, no) => say(chats[no % 2]!, PATIENT, text)));
  const remove = async () => {
    await stores.close();
    rmSync(folder, { recursive: true });
  };
  return { stores, said, remove };
}

const depsOf = (stores: Stores, now = () => NOON) => ({ stores, now }) as OwnDataDeps;

/** Counts the pages that are read. */
function counted(stores: Stores) {
  const read: string[] = [];
  const ownData: Stores['ownData'] = {
    ...stores.ownData,
    exportRows: (actor, patient, page, ...rest) => {
      read.push(page.kind);
      return stores.ownData.exportRows(actor, patient, page, ...rest);
    },
  };
  return { read, stores: { ...stores, ownData } };
}

describe('All that is kept of a person, taken home', () => {
  it('is JSON of every kind, as it would be written in one piece', async () => {
    const house = await aHouse();
    await house.aChat({ said: [['patient', 'Болит «голова»\n\u2028 {"}']] });
    const own = await house.call<OwnData>('patient', 'GET', '/v1/me/export');
    expect(Object.keys(own)).toEqual(['format', 'version', 'epoch', 'exportedAt', 'data']);
    expect(Object.keys(own.data)).toEqual(KINDS);
    const stream = await exportOwnData(house.server.deps, {
      ...PEOPLE.patient,
      person: PEOPLE.patient.id,
    } as never);
    const text = await new Response(stream).text();
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ format: 'consult-person', version: 1, data: own.data });
  });

  it('is whole, however long it is: no row is missing or there twice where a page ends', async () => {
    for (const messages of [199, 200, 201, 401]) {
      const { stores, said, remove } = await aTalkative(messages);
      const file = await new Response(await exportOwnData(depsOf(stores), PATIENT)).json();
      const texts = (file as OwnData).data['messages']!.map(({ text }) => text);
      expect(texts, `${messages}`).toEqual([
        ...said.filter((_, no) => no % 2 === 0),
        ...said.filter((_, no) => no % 2 === 1),
      ]);
      await remove();
    }
  });

  it('is the same in pages of any length, kind by kind', async () => {
    const { stores, remove } = await aTalkative(7);
    for (const kind of await stores.ownData.beginExport(PATIENT, PATIENT.person, NOON, () => undefined)) {
      const inPagesOf = async (limit: number) => {
        const found: unknown[] = [];
        let after: OwnPlace | null = [0, 0];
        while (after) {
          const page = { kind, after, limit };
          const { rows, last } = await stores.ownData.exportRows(
            PATIENT,
            PATIENT.person,
            page,
            NOON,
            () => undefined,
          );
          expect(rows.length).toBeLessThanOrEqual(limit);
          found.push(...rows);
          expect(found.length, kind).toBeLessThan(100); // a page that comes again and again
          after = last;
        }
        return found;
      };
      const whole = await inPagesOf(1000);
      for (const limit of [1, 2, 3]) expect(await inPagesOf(limit), `${kind} by ${limit}`).toEqual(whole);
    }
    await remove();
  });

  it('is made while it is read, and no longer than somebody reads it', async () => {
    const { stores, remove } = await aTalkative(1001);
    const { read, stores: watched } = counted(stores);
    const reader = (await exportOwnData(depsOf(watched), PATIENT)).getReader();
    await reader.read();
    const begun = read.length;
    expect(read.filter((kind) => kind === 'messages').length).toBeLessThan(3);
    await reader.cancel();
    expect(read).toHaveLength(begun);

    const all = counted(stores);
    await new Response(await exportOwnData(depsOf(all.stores), PATIENT)).text();
    expect(all.read.filter((kind) => kind === 'messages')).toHaveLength(6);
    await remove();
  });

  it('breaks off where the right to it ends on the way', async () => {
    const { stores, remove } = await aTalkative(1);
    let now = NOON;
    const { read, stores: watched } = counted(stores);
    const stream = await exportOwnData(
      depsOf(watched, () => (read.length > 3 ? (now = NOON + 31 * DAY) : now)),
      PARENT,
      CHILD,
    );
    await expect(new Response(stream).text()).rejects.toMatchObject({ code: 'not-found' });
    await expect(exportOwnData(depsOf(stores), OTHER_PATIENT, CHILD)).rejects.toMatchObject({
      code: 'not-found',
    });
    await remove();
  });
});
