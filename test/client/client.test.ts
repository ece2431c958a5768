import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '@consult/client';
import { FEED_CLOSE } from '@consult/core';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
import { actorOf } from '../support/people.js';
import { aTab } from './support/a-tab.js';
import { ready, shows, until } from './support/until.js';

afterEach(closeHouses);

const HOUR = 60 * 60 * 1000;

describe('a client', () => {
  it('asks nobody for anything before something is watched', async () => {
    const getToken = vi.fn(async () => 'token');
    const fetch = vi.fn();
    const client = createClient({ server: 'https://consult.invalid/', getToken, fetch });
    expect(client.connection.value).toEqual({ state: 'connecting' });
    expect(client.server).toBe('https://consult.invalid');
    await Promise.resolve();
    expect(getToken).not.toHaveBeenCalled();
    client.close();
    expect(client.connection.value).toEqual({ state: 'closed' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('says who the server takes us for and what time it is there', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'patient', { now: () => house.clock.now() + 5 * HOUR });
    const me = await until(tab.me, (me) => me !== undefined);
    expect(me).toMatchObject({ id: 'per_matrosova', role: 'patient', name: { family: 'Матросова' } });
    expect(tab.now()).toBe(house.clock.now());
  });

  it('works in a browser five hours off: tokens, tickets and all', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    for (const off of [5 * HOUR, -5 * HOUR]) {
      const tab = aTab(house, 'patient', { now: () => house.clock.now() + off });
      const chat = tab.chat(id);
      await Promise.all([ready(chat), until(tab.connection, ({ state }) => state === 'live')]);
      const { key } = await chat.send(`${off}`);
      await until(chat.state, ({ entries }) =>
        entries.some((entry) => entry.kind === 'message' && entry.key === key),
      );
    }
    await says('doctor', 'Слышу');
  });

  it('is refused in words when the account is not confirmed', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'simplified');
    const { problem } = await until(tab.connection, ({ state }) => state === 'refused');
    expect(problem).toBe('account-simplified');
  });

  it('goes on with a new token when the old one runs out, on the socket too', async () => {
    const house = await aHouse();
    const { id, says } = await house.aChat();
    const getToken = vi.fn(() => house.server.tokenFor(actorOf('patient')));
    const tab = aTab(house, 'patient', { getToken });
    const states: string[] = [];
    tab.connection.subscribe(() => states.push(tab.connection.value.state));
    const chat = tab.chat(id);
    await Promise.all([ready(chat), until(tab.connection, ({ state }) => state === 'live')]);
    const given = getToken.mock.calls.length;
    await house.clock.advance(11 * 60 * 1000); // the server closes sockets whose token has run out
    await eventually(() => expect(house.network.sockets).toBe(1));
    await says('doctor', 'Ещё здесь?');
    await shows(chat, 'Ещё здесь?');
    expect(getToken.mock.calls.length).toBeGreaterThan(given);
    expect(states).toEqual(['live', 'live']);
  });

  it('goes on where the server closes the socket as signed out and takes the next ticket', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'patient');
    await Promise.all([ready(tab.chat(id)), until(tab.connection, ({ state }) => state === 'live')]);
    house.network.closeSockets(FEED_CLOSE.signedOut);
    await eventually(() => expect(house.network.sockets).toBe(1));
    expect(tab.connection.value.state).toBe('live');
  });

  it('connects at once when the user wants to try again', async () => {
    const house = await aHouse();
    house.network.cut();
    const tab = aTab(house, 'patient', { tuning: { backoff: [60_000, 60_000], random: () => 0.9 } });
    const stop = tab.me.subscribe(() => undefined);
    const { retryAt } = await until(tab.connection, ({ state }) => state === 'offline');
    expect(retryAt).toBe(tab.now() + 54_000);
    house.network.mend();
    tab.retryNow();
    await until(tab.connection, ({ state }) => state === 'live');
    stop();
  });

  it('says by the clock of the server when it will try again', async () => {
    const house = await aHouse();
    const tuning = { backoff: [60_000, 60_000], random: () => 0.9 } as const;
    const tab = aTab(house, 'patient', { tuning, now: () => house.clock.now() + 5 * HOUR });
    await until(tab.connection, ({ state }) => state === 'live');
    house.network.cut();
    const { retryAt } = await until(tab.connection, ({ state }) => state === 'offline');
    expect(retryAt).toBe(house.clock.now() + 54_000);
  });

  it('lets go of its socket and its timers when it is closed', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'patient');
    await Promise.all([ready(tab.chat(id)), until(tab.connection, ({ state }) => state === 'live')]);
    expect(house.network.sockets).toBe(1);
    tab.close();
    expect(house.network.sockets).toBe(0);
    expect(tab.connection.value).toEqual({ state: 'closed' });
    await house.clock.advance(HOUR);
    tab.retryNow();
    await expect(tab.call('GET', '/v1/me')).rejects.toMatchObject({ code: 'unavailable' });
    expect(house.network.sockets).toBe(0);
  });

  it('sends a request of the API for others, with its refusals', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'patient');
    expect(await tab.call('GET', '/v1/me')).toMatchObject({ id: 'per_matrosova' });
    await expect(tab.call('GET', '/v1/chats/cht_absent')).rejects.toMatchObject({
      name: 'ConsultError',
      code: 'not-found',
    });
  });

  it('of two people on one page never mixes them', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const [patient, doctor] = [aTab(house, 'patient').chat(id), aTab(house, 'doctor').chat(id)];
    await Promise.all([ready(patient), ready(doctor)]);
    await patient.send('Я пациент');
    await shows(doctor, 'Я пациент');
    await doctor.send('Я врач');
    await shows(patient, 'Я пациент', 'Я врач');
    expect(
      patient.state.value.entries.slice(-2).map((entry) => entry.kind === 'message' && entry.author.side),
    ).toEqual(['patient', 'doctor']);
  });
});
