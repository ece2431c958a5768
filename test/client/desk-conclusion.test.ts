import type { Conclusion } from '@consult/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskHandle } from '@consult/client';
import { openDesk } from '../../packages/client/src/staff.js';
import { CONCLUSION } from '../support/chats.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const cards = (entries: readonly { kind: string }[]) =>
  entries.filter(({ kind }) => kind === 'conclusion') as Conclusion[];
const isPdf = async (document: Blob) => (await document.slice(0, 5).text()) === '%PDF-';

describe('the conclusion at the doctor’s desk', () => {
  it('ends the consultation; the patient sees the card, opens it and writes no more', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const patient = aTab(house, 'patient').chat(id);
    await until(patient.state, ({ status }) => status === 'ready');
    const desk = openDesk(aTab(house, 'doctor'), id);
    await until(desk.state, ({ status }) => status === 'ready');
    await desk.conclude(CONCLUSION);
    await until(desk.state, ({ chat }) => chat!.outcome === 'conclusion');
    const { entries } = await until(patient.state, ({ refusal }) => refusal === 'chat-finished');
    expect(cards(entries)[0]!.versions).toMatchObject([{ version: 1, signedBy: null }]);
    expect(entries.at(-1)).toMatchObject({ note: 'completed' });
    const document = await patient.openConclusion(1);
    expect([document.type, document.size, await isPdf(document)]).toEqual([
      'application/pdf',
      cards(entries)[0]!.versions[0]!.size,
      true,
    ]);
    await expect(patient.openConclusion(2)).rejects.toMatchObject({ code: 'not-found' });
    desk.close();
  });

  it('is corrected in its place, and the patient’s page follows', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ state: 'completed', conclusion: true });
    const patient = aTab(house, 'patient').chat(id);
    await until(patient.state, ({ status }) => status === 'ready');
    const desk = openDesk(aTab(house, 'doctor'), id);
    expect(await desk.conclusion()).toEqual(CONCLUSION);
    await desk.correct({ ...CONCLUSION, findings: 'Уточнено' });
    const { entries } = await until(patient.state, ({ entries }) => cards(entries)[0]!.versions.length === 2);
    expect(cards(entries)).toHaveLength(1);
    expect((await desk.conclusion()).findings).toBe('Уточнено');
    desk.close();
  });

  it('is shown beforehand, and nothing comes of it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    expect(await isPdf(await desk.preview(CONCLUSION))).toBe(true);
    expect((await chat.view()).state).toBe('open');
    desk.close();
  });

  it('is not sent where something is missing', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    await expect(desk.conclude({ ...CONCLUSION, findings: ' ' })).rejects.toMatchObject({
      code: 'conclusion-incomplete',
    });
    expect((await chat.view()).state).toBe('open');
    desk.close();
  });

  it('refused because the consultation has ended elsewhere: the desk learns how, though nobody has told it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const desk = openDesk(aTab(house, 'doctor'), chat.id);
    await until(desk.state, ({ status }) => status === 'ready');
    house.network.deafen();
    await chat.completes();
    await expect(desk.conclude(CONCLUSION)).rejects.toMatchObject({ code: 'chat-finished' });
    await until(desk.state, ({ chat }) => chat!.outcome === 'no-conclusion');
    expect(await desk.conclusionDraft()).toEqual(CONCLUSION);
    desk.close();
  });

  it('given twice over a bad network is given once, a reload between the two or not', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'completed', conclusion: true });
    const storage = memoryStorage();
    const corrected = { ...CONCLUSION, findings: 'Уточнено' };
    const first = openDesk(aTab(house, 'doctor', { storage }), chat.id);
    await until(first.state, ({ status }) => status === 'ready');
    for (let lost = 0; lost < 2; lost++) {
      house.network.loseAnswer('/conclusion');
      await expect(first.correct(corrected)).rejects.toMatchObject({ code: 'unavailable' });
    }
    const second = openDesk(aTab(house, 'doctor', { storage }), chat.id);
    expect(await second.conclusionDraft()).toEqual(corrected);
    await second.correct(corrected);
    expect(cards(await chat.entries())[0]!.versions).toHaveLength(2);
    expect(await second.conclusionDraft()).toBe(undefined);
    await second.correct(corrected); // said once more on purpose
    expect(cards(await chat.entries())[0]!.versions).toHaveLength(3);
  });

  it('is written in one tab of a browser at a time, and goes on in another with the last words', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const [one, other] = [aTab(house, 'doctor', { storage }), aTab(house, 'doctor', { storage })].map((tab) =>
      openDesk(tab, id),
    ) as [DeskHandle, DeskHandle];
    await other.keepConclusionDraft(CONCLUSION);
    expect(await one.takeConclusion()).toBe(true);
    expect(await one.takeConclusion(), 'it is ours already').toBe(true);
    expect(await other.takeConclusion()).toBe(false);
    const newer = { ...CONCLUSION, findings: 'Уточнено' };
    await one.keepConclusionDraft(newer);
    one.close();
    await eventually(async () => expect(await other.takeConclusion()).toBe(true));
    expect(await other.conclusionDraft()).toEqual(newer);
    other.close();
  });

  it('keeps what was written over a reload, and not over a sign-out', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const storage = memoryStorage();
    const tab = () => aTab(house, 'doctor', { storage });
    await openDesk(tab(), id).keepConclusionDraft(CONCLUSION);
    const again = tab();
    expect(await openDesk(again, id).conclusionDraft()).toEqual(CONCLUSION);
    await openDesk(again, id).keepConclusionDraft(undefined);
    expect(await openDesk(tab(), id).conclusionDraft()).toBe(undefined);
    await openDesk(again, id).keepConclusionDraft(CONCLUSION);
    await again.signOut();
    expect(await openDesk(tab(), id).conclusionDraft()).toBe(undefined);
  });
});
