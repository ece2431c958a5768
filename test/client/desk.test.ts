import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../packages/client/src/staff.js';
import { agree, publish, standing, withdraw } from '../support/consents.js';
import { aHouse, closeHouses } from '../support/house.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const HOUR = 60 * 60 * 1000;

describe("the doctor's desk", () => {
  it('shows whom the consultation is about and what may be done with it', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ comment: 'Болит слева' });
    const desk = openDesk(aTab(house, 'doctor'), id);
    const { card, chat, refusalToOpen, refusalToComplete } = await until(
      desk.state,
      ({ status }) => status === 'ready',
    );
    expect(card).toMatchObject({
      comment: 'Болит слева',
      consented: true,
      patient: { birthDate: '1985-03-14' },
    });
    expect(chat!.state).toBe('open');
    expect([refusalToOpen, refusalToComplete]).toEqual(['already-done', undefined]);
    desk.close();
  });

  it('follows what the patient agrees to and takes back, and a new text, by one reading of the card', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const desk = openDesk(aTab(house, 'doctor'), id);
    const follow = (consented: boolean) =>
      until(desk.state, ({ status, card }) => status === 'ready' && card!.consented === consented);
    await follow(true);
    await withdraw(house, 'patient', (await standing(house, 'patient')).acts[0]!.id);
    await follow(false);
    await agree(house, 'patient');
    await follow(true);
    await publish(house);
    await follow(false);
    await agree(house, 'patient');
    await follow(true);
    const read = house.network.exchanges.filter(({ path }) => path === `/v1/chats/${id}/card`);
    expect(read).toHaveLength(1);
    desk.close();
  });

  it('follows the consent also where nothing can be heard', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const desk = openDesk(aTab(house, 'doctor', { live: null }), id);
    await until(desk.state, ({ status, card }) => status === 'ready' && card!.consented);
    await withdraw(house, 'patient', (await standing(house, 'patient')).acts[0]!.id);
    await until(desk.state, ({ card }) => card!.consented === false);
    desk.close();
  });

  it('tells a patient’s page nothing of that in the chat', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const [his, hers] = await Promise.all(
      (['doctor', 'patient'] as const).map((who) =>
        house.call<{ chat: object }>(who, 'GET', `/v1/chats/${id}`),
      ),
    );
    expect(his!.chat).toMatchObject({ consented: true });
    expect(hers!.chat).not.toHaveProperty('consented');
  });

  it('may be opened early from 15 minutes before, by the clock of the server', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ state: 'scheduled' });
    const tab = aTab(house, 'doctor', { now: () => house.clock.now() - 5 * HOUR });
    const desk = openDesk(tab, id);
    const early = await until(desk.state, ({ status }) => status === 'ready');
    expect([early.refusalToOpen, early.refusalToComplete]).toEqual(['too-early', 'chat-not-open']);
    await expect(desk.open()).rejects.toMatchObject({ code: 'too-early' });
    await house.clock.advance(46 * 60 * 1000);
    desk.reload();
    await until(desk.state, ({ refusalToOpen }) => refusalToOpen === undefined);
    await desk.open();
    await until(desk.state, ({ chat }) => chat!.state === 'open');
    desk.close();
  });

  it('learns by the passing of time alone that it may be opened', async () => {
    const soon = 15 * 60 * 1000 + 150;
    const house = await aHouse({ running: true });
    const { id } = await house.aChat({ state: 'scheduled', startsAt: house.clock.now() + soon });
    const desk = openDesk(aTab(house, 'doctor'), id);
    await until(desk.state, ({ status }) => status === 'ready');
    await until(desk.state, ({ refusalToOpen }) => refusalToOpen === undefined);
    desk.close();
  });

  it('completes with a reason the patient can read, and not without one', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const patient = aTab(house, 'patient').chat(id);
    const desk = openDesk(aTab(house, 'doctor'), id);
    await until(desk.state, ({ status }) => status === 'ready');
    await expect(desk.complete('  ')).rejects.toMatchObject({ code: 'reason-needed' });
    await desk.complete('Нужен очный осмотр');
    await until(desk.state, ({ refusalToComplete }) => refusalToComplete === 'chat-finished');
    const { entries } = await until(patient.state, ({ refusal }) => refusal === 'chat-finished');
    expect(entries.at(-1)).toMatchObject({ reason: 'Нужен очный осмотр' });
    desk.close();
  });

  it.each(['patient', 'surgeon', 'operator'] as const)('is not for the %s', async (who) => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const desk = openDesk(aTab(house, who), id);
    const { card, refusalToOpen } = await until(desk.state, ({ status }) => status === 'failed');
    expect(card).toBeUndefined();
    expect(refusalToOpen).not.toBe(null);
    desk.close();
  });

  it('reads the card by itself when the network is back', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    house.network.cut();
    const desk = openDesk(aTab(house, 'doctor'), id);
    expect((await until(desk.state, ({ status }) => status === 'failed')).problem).toBe('unavailable');
    house.network.mend();
    await until(desk.state, ({ status }) => status === 'ready');
    desk.close();
  });

  it('is cleared when the doctor signs out', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const tab = aTab(house, 'doctor');
    const desk = openDesk(tab, id);
    await until(desk.state, ({ status }) => status === 'ready');
    await tab.signOut();
    expect(desk.state.value).toMatchObject({ status: 'failed', problem: 'signed-out' });
    expect(desk.state.value.card).toBeUndefined();
    expect(desk.state.value.chat).toBeUndefined();
    desk.close();
  });
});
