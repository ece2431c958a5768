import { refusalToEnter, type Actor } from '@consult/core';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemo } from '../../../server/src/demo/fill-demo.js';
import { DEMO_PEOPLE } from '../../../server/src/demo/people.js';
import { openFile } from '../../../server/src/files/file-service.js';
import { openPageServer, type PageServer } from '../../../server/src/page.js';
import signInList from '../../../examples/demo-people.json' with { type: 'json' };
import { as, DAY, NOON } from '../db/stores.js';

describe('the demonstration', () => {
  let server: PageServer;
  const listOf = (actor: Actor, q = '') => server.deps.stores.chats.list(actor, { q }, NOON);
  const matrosova = as('patient', 'per_matrosova');

  beforeEach(async () => {
    server = await openPageServer({ now: () => NOON, sqlJs: await initSqlJs() });
    await fillDemo(server.deps, NOON);
  });
  afterEach(() => server.close());

  it("shows the manual's own picture to Матросова", async () => {
    const { chats } = await listOf(matrosova);
    const surgeon = chats.find(({ specialty, state }) => specialty === 'Хирург' && state === 'open')!;
    expect(surgeon.doctor.name.family).toBe('Ножикив');
    expect(surgeon.unread).toBe(4);
    expect(NOON - surgeon.activeAt).toBeLessThan(DAY);
    const previews = chats.map(({ lastEntry }) =>
      lastEntry?.kind === 'note'
        ? lastEntry.note
        : lastEntry?.kind === 'message'
          ? lastEntry.text
          : 'tombstone',
    );
    expect(previews).toEqual(
      expect.arrayContaining([
        'completed',
        'completed-without-conclusion',
        'doctor-assigned',
        'tombstone',
        'Прием!',
      ]),
    );
    expect(
      chats.some(({ relation, patient }) => relation === 'representative' && patient.name.given === 'Михаил'),
    ).toBe(true);
    expect(chats.every(({ refusal }) => refusal === null)).toBe(true);
  });

  it('has documents that can be opened', async () => {
    const { chats } = await listOf(matrosova);
    const types: string[] = [];
    for (const { id } of chats) {
      const asked = { chatId: id, actor: matrosova, now: NOON };
      const { entries } = await server.deps.stores.chats.entries(asked, {}, () => undefined);
      for (const file of entries.flatMap((entry) => (entry.kind === 'message' ? (entry.files ?? []) : []))) {
        const { bytes } = await openFile(server.deps, asked, file.id);
        expect((await new Response(bytes).arrayBuffer()).byteLength).toBe(file.size);
        types.push(file.type);
      }
    }
    expect(types.sort()).toEqual(['application/pdf', 'image/jpeg', 'image/png']);
  });

  it('finds her chats with the cardiologist', async () => {
    const { chats } = await listOf(matrosova, 'кардиолог');
    expect(chats.map(({ state }) => state).sort()).toEqual(['open', 'scheduled']);
  });

  it('keeps a long diary for scrolling, and work for both doctors', async () => {
    const { chats } = await listOf(as('patient', 'per_sokolov'));
    expect(Math.max(...chats.map(({ seq }) => seq))).toBeGreaterThan(190);
    expect(chats.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'missed', 'cancelled']));
    for (const doctor of ['per_nozhikov', 'per_nikolaev'])
      expect((await listOf(as('doctor', doctor))).chats.length).toBeGreaterThanOrEqual(3);
    expect((await listOf(as('doctor', 'per_nikolaev'))).unread).toBeGreaterThan(0);
  });

  it('leaves nothing for the clock to undo', async () => {
    const before = await listOf(matrosova);
    await server.tick();
    expect(await listOf(matrosova)).toEqual(before);
  });

  it('stays as it is when it is filled again', async () => {
    const before = await listOf(matrosova);
    await fillDemo(server.deps, NOON + DAY);
    expect(await listOf(matrosova)).toEqual(before);
  });

  it('lists the same people who can sign in', () => {
    expect(signInList).toEqual(DEMO_PEOPLE);
    expect(DEMO_PEOPLE.filter(({ level }) => refusalToEnter(level, ['standard', 'confirmed']))).toHaveLength(
      1,
    );
    expect(DEMO_PEOPLE.filter(({ role }) => role === 'doctor')).toHaveLength(2);
  });
});
