import { createHash } from 'node:crypto';
import type { ChatHandle } from '@consult/client';
import type { ConsentDocument } from '@consult/core/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../packages/client/src/client.js';
import { buildServer, openServerRig, type ServerRig } from '../server/main/server-program.js';
import { aPdf } from '../support/documents.js';
import { freePort } from '../support/free-port.js';
import { memoryStorage } from '../support/memory-storage.js';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import type { Bearer } from '../support/token-desk.js';
import { QUICK } from './support/a-tab.js';
import { ready, until } from './support/until.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
let proxy: TcpProxy;
let port: number;
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => {
  rig = await openServerRig(built.file);
  port = await freePort();
  proxy = await openTcpProxy(port);
});
afterEach(async () => {
  await proxy.close();
  await rig.close();
});

const MB = 1024 * 1024;
const PATIENCE = 60_000;
const ORGANISATION = 'org_1';
const administrator: Bearer = { person: 'per_admin', role: 'administrator', organisation: ORGANISATION };
const operator: Bearer = { person: 'per_operator', role: 'operator', organisation: ORGANISATION };
const patient: Bearer = { person: 'per_patient', role: 'patient' };
const doctor: Bearer = { person: 'per_doctor', role: 'doctor', organisation: ORGANISATION };

const start = () => rig.start({ CONSULT_PORT: String(port) });

async function ask<T>(who: Bearer, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { Authorization: `Bearer ${await rig.desk.tokenFor(who)}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** An open consultation on the server that runs. */
async function aConsultation(): Promise<string> {
  await ask(administrator, 'PUT', `/v1/organisations/${ORGANISATION}`, { name: 'Поликлиника' });
  const text = { title: 'Согласие', text: 'Я соглашаюсь на дистанционную консультацию.' };
  await ask(administrator, 'POST', '/v1/consent-documents', { kind: 'remote-consultation', ...text });
  for (const [{ person }, specialty] of [
    [patient, null],
    [doctor, 'Кардиолог'],
  ] as const)
    await ask(administrator, 'PUT', `/v1/people/${person}`, {
      name: { family: 'Матросова', given: 'Елена' },
      birthDate: null,
      specialty,
    });
  const { documents } = await ask<{ documents: ConsentDocument[] }>(patient, 'GET', '/v1/consent-documents');
  const key = `key_${'0'.repeat(32)}`;
  for (const { kind, version, hash } of documents)
    await ask(patient, 'POST', '/v1/consents', { key, kind, version, hash, patient: patient.person });
  const { id } = await ask<{ id: string }>(operator, 'POST', '/v1/chats', {
    key,
    patient: patient.person,
    doctor: doctor.person,
    title: 'Консультация',
    comment: null,
    startsAt: Date.now() + 60_000,
    endsAt: Date.now() + 3_600_000,
  });
  await ask(doctor, 'POST', `/v1/chats/${id}/open`);
  return id;
}

/** The patient's page: real requests, through the proxy. */
function aPage(storage = memoryStorage()) {
  const client = createClient(
    {
      server: `http://127.0.0.1:${proxy.port}`,
      getToken: () => rig.desk.tokenFor(patient),
      live: null,
      storage,
    },
    { ...QUICK, backoff: [50, 400], pollEvery: [200, 200] },
  );
  onTestFinished(() => client.close());
  return client;
}

/** A large document that says how far it has come as its bytes pass. */
function aBook(size: number, marks: Readonly<Record<string, number>>): File {
  const parts: Blob[] = [];
  const book = aPdf(size, 'книга');
  let at = 0;
  for (const [mark, place] of Object.entries(marks)) {
    parts.push(book.slice(at, place), new Blob([mark]));
    at = place + mark.length;
  }
  return new File([...parts, book.slice(at)], 'книга.pdf', { type: 'application/pdf' });
}

const hashOf = async (blob: Blob) =>
  createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex');

async function arrived(chat: ChatHandle) {
  const { entries } = await until(chat.state, ({ entries }) =>
    entries.some(({ kind }) => kind === 'message'),
  );
  const [message] = entries.filter((entry) => entry.kind === 'message');
  return message!.files![0]!;
}

describe('a large document', () => {
  it(
    'arrives whole though the line breaks and the server is killed on its way, and what had come is not sent again',
    async () => {
      const { program } = await start();
      const chat = aPage().chat(await aConsultation());
      await ready(chat);
      const files = await chat.files();
      const book = aBook(14 * MB, { 'THE-LINE-BREAKS': 3 * MB, 'THE-SERVER-DIES': 9 * MB });
      proxy.afterSending('THE-LINE-BREAKS', () => proxy.cut());
      const died = new Promise<void>((resolve) =>
        proxy.afterSending('THE-SERVER-DIES', () => void program.kill().then(resolve)),
      );
      const before = proxy.sent;
      await files.attach(book, book.name);
      await chat.send('Выписка');
      await died;
      await start();
      const file = await arrived(chat);
      expect(file).toMatchObject({ name: 'книга.pdf', size: 14 * MB });
      expect(await hashOf(await files.open(file))).toBe(await hashOf(book));
      expect(proxy.sent - before, 'much less than twice the book').toBeLessThan(22 * MB);
    },
    PATIENCE,
  );

  it(
    'goes on after a reload from where it was',
    async () => {
      await start();
      const id = await aConsultation();
      const storage = memoryStorage();
      const client = aPage(storage);
      const chat = client.chat(id);
      await ready(chat);
      const book = aBook(14 * MB, { 'THE-PAGE-IS-LEFT': 9 * MB });
      const left = new Promise<void>((resolve) =>
        proxy.afterSending('THE-PAGE-IS-LEFT', () => {
          client.close();
          resolve();
        }),
      );
      await (await chat.files()).attach(book, book.name);
      await chat.send('Выписка');
      await left;
      const before = proxy.sent;
      const again = aPage(storage).chat(id);
      const file = await arrived(again);
      expect(await hashOf(await (await again.files()).open(file))).toBe(await hashOf(book));
      expect(proxy.sent - before, 'less than the book').toBeLessThan(12 * MB);
    },
    PATIENCE,
  );

  it(
    'tells part by part how far it has come',
    async () => {
      await start();
      const chat = aPage().chat(await aConsultation());
      await ready(chat);
      const files = await chat.files();
      const book = aPdf(14 * MB, 'книга');
      const told: number[] = [];
      onTestFinished(
        files.state.subscribe(() => told.push(...files.state.value.attachments.map((one) => one.progress))),
      );
      await files.attach(book, book.name);
      await until(files.state, ({ attachments }) => attachments[0]?.state === 'uploaded');
      expect([...new Set(told)]).toEqual([0, 5 / 14, 10 / 14, 1]);
    },
    PATIENCE,
  );
});
