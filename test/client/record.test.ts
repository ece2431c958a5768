import { createHash } from 'node:crypto';
import { checkExport } from '@consult/core/chain';
import { afterEach, describe, expect, it } from 'vitest';
import { openRecord } from '../../packages/client/src/record.js';
import { aHouse, closeHouses } from '../support/house.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('who has looked into a chat', () => {
  it('is read when somebody wants to see it, and not before', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Пришлите снимок']] });
    await chat.entries();
    const record = openRecord(aTab(house, 'patient'), chat.id);
    expect(house.network.exchanges.filter(({ path }) => path.includes('accesses'))).toEqual([]);
    const { accesses, more } = await until(record.accesses, ({ status }) => status === 'ready');
    expect(accesses.map(({ action, by }) => `${by.who} ${action}`)).toEqual([
      'doctor chat-opened',
      'clock chat-moved',
      'operator chat-created',
    ]);
    expect(more).toBe(false);
    record.close();
  });

  it('comes in pages, each once', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    for (let time = 0; time < 150; time++) await chat.entries();
    const record = openRecord(aTab(house, 'patient'), chat.id);
    const first = await until(record.accesses, ({ status }) => status === 'ready');
    expect([first.accesses.length, first.more]).toEqual([100, true]);
    await Promise.all([record.loadMore(), record.loadMore()]);
    const { accesses, more } = record.accesses.value;
    expect([accesses.length, more]).toEqual([152, false]);
    expect(new Set(accesses.map(({ id }) => id)).size).toBe(152);
    record.close();
  });

  it('says why it did not come, keeps what is there, and comes when it is asked for again', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    for (let time = 0; time < 120; time++) await chat.entries();
    const record = openRecord(aTab(house, 'patient'), chat.id);
    house.network.failNext('/accesses');
    const failed = await until(record.accesses, ({ status }) => status === 'failed');
    expect(failed.problem).toBe('unavailable');
    record.reload();
    await until(record.accesses, ({ status }) => status === 'ready');
    house.network.failNext('/accesses');
    await record.loadMore();
    expect(record.accesses.value).toMatchObject({ status: 'ready', problem: 'unavailable', more: true });
    await record.loadMore();
    expect(record.accesses.value).toMatchObject({ problem: undefined, more: false });
    record.close();
  });

  it('is no staff’s business', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const record = openRecord(aTab(house, 'doctor'), chat.id);
    const { problem } = await until(record.accesses, ({ status }) => status === 'failed');
    expect(problem).toBe('not-allowed');
    record.close();
  });
});

describe('a conversation as a file', () => {
  it('comes as it was written, byte for byte', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Пришлите снимок']], state: 'completed' });
    const record = openRecord(aTab(house, 'patient'), chat.id);
    const json = await record.exportChat('json', 'ru');
    expect(checkExport(await json.text(), sha256)).toMatchObject({ entries: 4, fault: undefined });
    const html = await record.exportChat('html', 'en');
    expect(html.type).toBe('text/html;charset=utf-8');
    expect(await html.text()).toContain('<html lang="en">');
    record.close();
  });

  it('is refused in the server’s words, and where there is no network', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const record = openRecord(aTab(house, 'patient'), chat.id);
    await expect(record.exportChat('html', 'ru')).rejects.toMatchObject({ code: 'chat-not-finished' });
    await chat.completes();
    house.network.failNext('/export');
    await expect(record.exportChat('html', 'ru')).rejects.toMatchObject({ code: 'unavailable' });
    expect((await record.exportChat('html', 'ru')).size).toBeGreaterThan(1000);
    record.close();
  });
});
