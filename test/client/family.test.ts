import { afterEach, describe, expect, it } from 'vitest';
import { familyOf, forgetFamily } from '../../packages/client/src/family.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

const { localStorage: shelf } = globalThis;
afterEach(async () => {
  Object.defineProperty(globalThis, 'localStorage', { value: shelf, configurable: true, writable: true });
  await closeHouses();
});

/** Gives the page a place for names; answers what lies there. */
function aShelf(store: Partial<Storage> = {}) {
  const lying = new Map<string, string>();
  const value = {
    getItem: (name: string) => lying.get(name) ?? null,
    setItem: (name: string, text: string) => void lying.set(name, text),
    removeItem: (name: string) => void lying.delete(name),
    ...store,
  };
  Object.defineProperty(globalThis, 'localStorage', { value, configurable: true, writable: true });
  return lying;
}

const browser = () => ({ ...memoryStorage(), name: 'browser' });

describe('the name of a browser’s tabs', () => {
  it('is the same for each of them, until the person signs out', () => {
    const lying = aShelf();
    const [one, two] = [browser(), browser()];
    const name = familyOf(one);
    expect(name).toMatch(/^dev_[0-9a-f]{32}$/);
    expect([familyOf(two), familyOf(one)]).toEqual([name, name]);
    forgetFamily(one);
    expect([...lying]).toEqual([]);
    expect(familyOf(two)).not.toBe(name);
    expect(familyOf(one)).toBe(familyOf(two));
  });

  it('is a client’s own where nothing is shared or can be kept, and where what lies there is no name', () => {
    const lying = aShelf();
    const [one, two] = [memoryStorage(), memoryStorage()];
    expect(familyOf(one)).toBe(familyOf(one));
    expect(familyOf(two)).not.toBe(familyOf(one));
    expect([...lying]).toEqual([]);
    lying.set('consult-family', 'x y'); // who knows by whom
    const tab = browser();
    expect(familyOf(tab)).toMatch(/^dev_[0-9a-f]{32}$/);
    const refuses = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    aShelf({ setItem: refuses });
    expect(familyOf(tab)).toBe(familyOf(tab));
    Object.defineProperty(globalThis, 'localStorage', { get: refuses, configurable: true });
    expect(familyOf(tab)).toBe(familyOf(tab));
    forgetFamily(tab);
  });
});

describe('the tabs of one browser', () => {
  const QUICK = { socketEvery: 50, pollEvery: [20, 20] as const };
  const open = (house: House, storage = memoryStorage()) => {
    const tab = aTab(house, 'patient', { storage, tuning: QUICK });
    const heard: string[] = [];
    tab.connection.subscribe(() => heard.push(tab.connection.value.state));
    return { tab, heard };
  };

  it.each([1, 2])(
    'have %i sockets; the next one polls, and takes one that gets free',
    async (socketsPerFamily) => {
      const house = await aHouse({ config: { socketsPerFamily } });
      const storage = memoryStorage();
      const first = Array.from({ length: socketsPerFamily }, () => open(house, storage));
      for (const { tab } of first) await until(tab.connection, ({ state }) => state === 'live');
      const next = open(house, storage);
      await until(next.tab.connection, ({ state }) => state === 'polling');
      expect(new Set(next.heard)).toEqual(new Set(['polling'])); // nobody is told that anything is amiss
      const elsewhere = open(house);
      await until(elsewhere.tab.connection, ({ state }) => state === 'live');

      const { id } = await house.aChat();
      const chat = next.tab.chat(id);
      await until(chat.state, ({ status }) => status === 'ready');
      await house.call('doctor', 'POST', `/v1/chats/${id}/entries`, {
        key: house.newKey(),
        text: 'Добрый день',
      });
      await until(chat.state, ({ entries }) =>
        entries.some((one) => 'text' in one && one.text === 'Добрый день'),
      );

      first[0]!.tab.close();
      await until(next.tab.connection, ({ state }) => state === 'live');
      expect(new Set(next.heard)).toEqual(new Set(['polling', 'live']));
    },
  );
});
