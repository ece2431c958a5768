import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aPdfOf } from '../support/papers.js';
import type { Bearer } from '../support/token-desk.js';
import { halvesIn, orphansIn, violationsIn } from './checker.js';
import { chanceFrom } from './support/chance.js';
import {
  type Answer,
  type Clinic,
  type Consultation,
  entriesOf,
  newKey,
  OPERATOR,
  readAll,
} from './support/clinic.js';
import { History } from './support/history.js';
import { uploadInParts } from './support/parts.js';
import { randomFrom, SEED, SIZES } from './support/sizes.js';
import { openWard, type Ward } from './support/ward.js';

let ward: Ward;
let clinic: Clinic;
let pair: Consultation;
let history: History;
const { sometime } = chanceFrom(randomFrom(SEED));

beforeAll(async () => {
  ward = await openWard();
  ({ clinic, pair } = ward);
  history = new History(pair.patient.person);
});
afterEach(() => {
  expect(violationsIn(ward.folder, [history])).toEqual([]);
  expect(orphansIn(ward.folder)).toEqual([]); // no sweep has come by: whoever refuses an upload lets go of its bytes
});
afterAll(() => ward.close());

const rounds = (race: (chat: Consultation, round: number) => Promise<void>) => ward.rounds(SIZES.races, race);
const complete = ({ id, doctor }: Consultation) =>
  clinic.ask(doctor, 'POST', `/v1/chats/${id}/complete`, {
    outcome: 'no-conclusion',
    reason: 'Нужен очный осмотр',
  });
const tooLate = { status: 409, body: { code: 'chat-finished' } };
const sha256 = (bytes: Uint8Array) => hash('sha256', bytes);

/** Large enough that other things happen meanwhile. */
const aScan = (round: number) => aPdfOf(150_000 + round);

/** Uploads a document of the patient, and notes down that it has been taken in. */
async function upload(chat: Consultation, document: Uint8Array<ArrayBuffer>) {
  const answer = await clinic.upload(chat.patient, chat, newKey(), document);
  if (answer.status === 201) history.files.set(answer.body.file.id, { hash: sha256(document) });
  return answer;
}

describe(`A document on its way while the consultation ends (seed ${SEED})`, () => {
  it('by one request is taken in with its bytes, or refused without a trace', () =>
    rounds(async (chat, round) => {
      const [sent, done] = await Promise.all([
        sometime(() => upload(chat, aScan(round))),
        sometime(() => complete(chat)),
      ]);
      expect(done.status).toBe(200);
      if (sent.status !== 201) expect(sent).toMatchObject(tooLate);
    }));

  it('by parts is whole before the end, or never', async () => {
    await rounds(async (chat, round) => {
      const document = aScan(round);
      const parts = uploadInParts(clinic, chat.patient, chat, newKey(), document);
      expect(await parts.begin()).toBe(201);
      expect(await parts.send(100_000)).toBe(204);
      const [last, done] = await Promise.all([sometime(() => parts.send()), sometime(() => complete(chat))]);
      expect(done.status).toBe(200);
      const file = await clinic.ask<{ file: { id: string } }>(chat.patient, 'GET', parts.path);
      expect([last, file.status]).toEqual(last === 204 ? [204, 200] : [409, 404]);
      if (last === 204) history.files.set(file.body.file.id, { hash: sha256(document) });
    });
    // Half of one that was refused in time waits for the end of its life, as every upload does; never a whole one.
    for (const { size, length } of halvesIn(ward.folder)) expect(size).toBeLessThan(length);
  });

  it('with its message stands on it before the end, or on none', () =>
    rounds(async (chat, round) => {
      const { body } = await upload(chat, aScan(round));
      const { id } = body.file;
      const draft = { key: newKey(), text: '', files: [id] };
      const [sent, done] = await Promise.all([
        sometime(() => clinic.ask<{ entry: { seq: number } }>(chat.patient, 'POST', entriesOf(chat), draft)),
        sometime(() => complete(chat)),
      ]);
      expect(done.status).toBe(200);
      if (sent.status !== 201) expect(sent).toMatchObject(tooLate);
      else history.files.set(id, { ...history.files.get(id)!, message: sent.body.entry.seq });
      const log = await readAll(clinic, chat);
      expect(log.filter(({ kind }) => kind === 'message')).toHaveLength(sent.status === 201 ? 1 : 0);
      expect(log.at(-1)).toMatchObject({ note: 'completed-without-conclusion' });
    }));

  it('and taken back at the same time is on its message, or gone', () =>
    rounds(async (chat, round) => {
      const document = aScan(round);
      const { body } = await clinic.upload(chat.patient, chat, newKey(), document);
      const { id } = body.file;
      const draft = { key: newKey(), text: 'Снимок', files: [id] };
      const [sent, taken] = await Promise.all([
        sometime(() => clinic.ask<{ entry: { seq: number } }>(chat.patient, 'POST', entriesOf(chat), draft)),
        sometime(() => clinic.ask(chat.patient, 'DELETE', `/v1/chats/${chat.id}/files/${id}`)),
      ]);
      expect(taken.status).toBe(204);
      if (sent.status === 201)
        history.files.set(id, { hash: sha256(document), message: sent.body.entry.seq });
      else expect(sent).toMatchObject({ status: 404, body: { code: 'not-found' } });
      const got = await clinic.raw(chat.patient, 'GET', `/v1/chats/${chat.id}/files/${id}`);
      expect([got.status, sha256(new Uint8Array(await got.arrayBuffer())) === sha256(document)]).toEqual(
        sent.status === 201 ? [200, true] : [404, false],
      );
    }));
});

describe(`A consultation that passes to another doctor (seed ${SEED})`, () => {
  /** What came of a download: all of it, none, or a line that broke. */
  async function download(who: Bearer, path: string): Promise<string | number> {
    const answer = await clinic.raw(who, 'GET', path);
    const bytes = await answer.arrayBuffer().catch(() => undefined);
    if (answer.status !== 200) return answer.status;
    return bytes ? sha256(new Uint8Array(bytes)) : 'broken off';
  }

  it('is led by one of them at a time: whoever lost it says, sees and gets nothing any more', async () => {
    const [elsewhere] = (await clinic.consultations(1)) as [Consultation];
    const chat = await clinic.again(pair);
    const document = aPdfOf(3_000_000);
    const { body } = await upload(chat, document);
    const draft = { key: newKey(), text: 'Снимок', files: [body.file.id] };
    const { entry } = await clinic.must<{ entry: { seq: number } }>(
      chat.patient,
      'POST',
      entriesOf(chat),
      draft,
    );
    history.files.set(body.file.id, { hash: sha256(document), message: entry.seq });
    const path = `/v1/chats/${chat.id}/files/${body.file.id}`;
    const doctors = [pair.doctor, elsewhere.doctor] as const;
    const say = (who: Bearer, text: string) =>
      clinic.ask<{ code?: string }>(who, 'POST', entriesOf(chat), { key: newKey(), text });

    let said = 0;
    for (let round = 0; round < SIZES.races; round++) {
      const [former, next] = [doctors[round % 2]!, doctors[(round + 1) % 2]!];
      const [answers, downloads, moved] = await Promise.all([
        Promise.all(Array.from({ length: 10 }, (_, n) => sometime(() => say(former, `Ответ ${round}.${n}`)))),
        Promise.all([1, 2].map(() => sometime(() => download(former, path)))),
        sometime(() => clinic.ask(OPERATOR, 'POST', `/v1/chats/${chat.id}/doctor`, { doctor: next.person })),
      ]);
      expect(moved.status).toBe(200);
      said += answers.filter(({ status }) => status === 201).length;
      for (const answer of answers.filter(({ status }) => status !== 201)) expect(answer).toMatchObject(gone);
      for (const got of downloads) expect([sha256(document), 'broken off', 404]).toContain(got);
      const later: Answer[] = [
        await say(former, 'Ещё слово'),
        await clinic.upload(former, chat, newKey(), aPdfOf(1_000)),
        await clinic.ask(former, 'GET', entriesOf(chat)),
      ];
      for (const answer of later) expect(answer).toMatchObject(gone);
      expect(await download(former, path)).toBe(404);
      expect(await download(next, path)).toBe(sha256(document));
    }

    const log = await readAll(clinic, chat, doctors[SIZES.races % 2]);
    expect(log.filter((entry) => entry.kind === 'message' && entry.author.side === 'doctor')).toHaveLength(
      said,
    );
    let passed = 0;
    for (const entry of log) {
      if (entry.kind === 'note' && entry.note === 'doctor-changed') passed++;
      if (entry.kind !== 'message' || entry.author.side !== 'doctor') continue;
      expect(entry.author.id).toBe(doctors[passed % 2]!.person);
    }
    expect(passed).toBe(SIZES.races);
  });

  const gone = { status: 404, body: { code: 'not-found' } };
});
