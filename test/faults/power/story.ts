import { hash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@consult/core';
import type { EntryAnswer } from '@consult/core/wire';
import { expect } from 'vitest';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { openServerRig } from '../../server/main/server-program.js';
import { eventually } from '../../support/eventually.js';
import { aPdf, aPdfOf } from '../../support/papers.js';
import type { Bearer } from '../../support/token-desk.js';
import {
  type Clinic,
  CONCLUSION,
  type Consultation,
  entriesOf,
  furnishClinic,
  newKey,
  WIDE_LIMITS,
} from '../support/clinic.js';
import type { Written } from '../support/history.js';
import { uploadInParts } from '../support/parts.js';
import { SIZES } from '../support/sizes.js';
import { halfOf, type Parted } from './parted.js';
import { type DiskEvent, readRecording, recordInto } from './recording.js';

/** What people meant to say and to send. */
export interface Said {
  readonly written: Written[];
  /** The SHA-256 of each document, by the id of its upload. */
  readonly uploads: Map<string, string>;
  /** Those that came in parts. */
  readonly parted: Parted[];
}

/** All that a server asked of its disk and said to people, in one order. */
export interface Recording extends Said {
  readonly folder: string;
  readonly events: readonly DiskEvent[];
}

/** Records a server that is furnished, talked in, left alone, talked in again, stopped, started and killed while people talk. */
export async function record(program: string): Promise<Recording> {
  const rig = await openServerRig(program);
  const files = ['first', 'second'].map((name) => join(tmpdir(), `consult-recording-${process.pid}-${name}`));
  const said: Said = { written: [], uploads: new Map(), parted: [] };
  try {
    const first = await rig.start(WIDE_LIMITS, recordInto(files[0]!));
    const { pid } = first.program.child;
    let { address } = first;
    const clinic = await furnishClinic(rig.desk, () => address);
    const chats = await clinic.consultations(4);
    await talk(clinic, chats, said);
    const taken = statSync(join(rig.folder, DATABASE_FILE)).mtimeMs;
    await eventually(() => expect(statSync(join(rig.folder, DATABASE_FILE)).mtimeMs).toBeGreaterThan(taken));
    await talk(clinic, chats, said);
    await first.program.stop();
    await ended(pid!, files[0]!);

    const second = await rig.start(WIDE_LIMITS, recordInto(files[1]!));
    ({ address } = second);
    await talk(clinic, chats, said);
    const ending = { outcome: 'no-conclusion', reason: 'Нужен очный осмотр' };
    await clinic.must(chats[0]!.doctor, 'POST', `/v1/chats/${chats[0]!.id}/complete`, ending);
    const concluded = { outcome: 'conclusion', key: newKey(), content: CONCLUSION };
    await clinic.must(chats[1]!.doctor, 'POST', `/v1/chats/${chats[1]!.id}/complete`, concluded);
    const correction = { key: newKey(), content: { ...CONCLUSION, recommendations: 'Покой и питьё' } };
    await clinic.must(chats[1]!.doctor, 'POST', `/v1/chats/${chats[1]!.id}/conclusion`, correction);
    await second.program.kill();
    await ended(second.program.child.pid!, files[1]!);

    const events = readRecording(files[0]!, rig.folder);
    return {
      folder: rig.folder,
      events: [...events, ...readRecording(files[1]!, rig.folder, events.length)],
      ...said,
    };
  } finally {
    await rig.close();
    for (const file of files) rmSync(file, { force: true });
  }
}

/** The recorder has written down the end of the program. */
const ended = (pid: number, file: string) =>
  eventually(() => {
    const isOver = new RegExp(`^${pid} +\\+\\+\\+ `, 'm').test(readFileSync(file, 'latin1'));
    if (!isOver) throw new Error('still recording');
  });

/**
 * People talk, several at a time, and send documents, every other one in two parts; now and then somebody takes a message
 * back, notes what has been read, or leaves a document half sent.
 */
async function talk(clinic: Clinic, chats: readonly Consultation[], said: Said) {
  const { written, uploads } = said;
  await Promise.all(
    chats.map(async (chat, lane) => {
      for (let n = lane; n < SIZES.recorded / 3; n += chats.length) {
        const author = n % 3 ? chat.patient : chat.doctor;
        const message = { chat: chat.id, author: author.person, key: newKey(), text: `Сообщение ${n}` };
        written.push(message);
        const files: string[] = [];
        if (n % 6 === 0) {
          const document = aPdf(message.text);
          const { body } = await clinic.upload(author, chat, newKey(), document);
          uploads.set(body.file.id, hash('sha256', document));
          files.push(body.file.id);
        }
        if (n % 6 === 1) files.push(await inParts(clinic, chat, author, said));
        if (n % 6 === 2) await inParts(clinic, chat, author, said, true);
        const draft = { key: message.key, text: message.text, ...(files.length && { files }) };
        const { entry } = await clinic.must<EntryAnswer>(author, 'POST', entriesOf(chat), draft);
        if (n % 5 === 0) await clinic.must(author, 'DELETE', `${entriesOf(chat)}/${entry.seq}`);
        if (n % 7 === 0)
          await clinic.must(chat.doctor, 'PUT', `/v1/chats/${chat.id}/read`, { seq: entry.seq });
      }
    }),
  );
}

/** Answers the id of a document that was brought up in two parts, or of which the second never came. */
async function inParts(
  clinic: Clinic,
  chat: Consultation,
  author: Bearer,
  { uploads, parted }: Said,
  onlyHalf = false,
): Promise<string> {
  const document = aPdfOf(20_000 + 2 * parted.length);
  const upload = { chat: chat.id, actor: actorOf(author), document, id: '' };
  parted.push(upload);
  const parts = uploadInParts(clinic, author, chat, newKey(), document);
  expect(await parts.begin()).toBe(201);
  upload.id = parts.path.split('/').at(-1)!;
  uploads.set(upload.id, hash('sha256', document));
  expect(await parts.send(halfOf(document))).toBe(204);
  if (!onlyHalf) expect(await parts.send()).toBe(204);
  return upload.id;
}

const actorOf = ({ person, role, organisation }: Bearer): Actor => ({
  person,
  role,
  organisation: organisation ?? null,
  level: 'confirmed',
  session: 'ses_1',
});
