import { rmSync } from 'node:fs';
import type { Actor } from '@consult/core';
import type { BrokerTicket, CallView, ConsentStatuses, FeedFrame } from '@consult/core/wire';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readInstallation } from '../../../server/src/config.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import type { Log, Stores } from '../../../server/src/deps.js';
import { type RunningServer, serve } from '../../../server/src/serve.js';
import { eventually } from '../../support/eventually.js';
import { openTokenDesk, type TokenDesk } from '../../support/token-desk.js';
import { PORTAL } from '../calls/broker-rig.js';
import { entry } from '../chats/api.js';
import {
  aChat,
  aFolder,
  ADMINISTRATOR,
  DOCTOR,
  newId,
  OPERATOR,
  OTHER_DOCTOR,
  PATIENT,
  settle,
} from '../db/stores.js';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** So soon everything must have ended (ms). */
const SOON = 2_000;

let folder: string;
let desk: TokenDesk;
let stores: Stores;
let server: RunningServer;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  folder = aFolder();
  desk = await openTokenDesk();
  stores = await openStores(folder);
  await settle(stores);
  const installation = readInstallation({
    CONSULT_PORT: '0',
    CONSULT_DATA: folder,
    CONSULT_JWKS_URL: desk.jwksUrl,
    CONSULT_ISSUER: desk.issuer,
    CONSULT_ORIGINS: PORTAL,
  });
  server = await serve(installation, stores, silent, () => Promise.resolve());
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.stop();
  await stores.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function raw(actor: Actor, method: string, path: string, body?: unknown) {
  const { person, role, organisation } = actor;
  const token = await desk.tokenFor({ person, role, ...(organisation && { organisation }) });
  return fetch(`${server.address}/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: PORTAL,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function ask<T>(...asking: Parameters<typeof raw>): Promise<T> {
  const answer = await raw(...asking);
  expect(answer.ok, asking[2]).toBe(true);
  return (await answer.json()) as T;
}

const refusal = async (...asking: Parameters<typeof raw>) =>
  ((await (await raw(...asking)).json()) as { code: string }).code;

/** A socket of a page, and what it has heard. */
async function open(url: URL) {
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { origin: PORTAL });
  sockets.push(socket);
  const frames: FeedFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString('utf8')) as FeedFrame));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await eventually(() => expect(frames.length).toBeGreaterThan(0));
  return { frames, closed };
}

async function listen(actor: Actor) {
  const { ticket } = await ask<{ ticket: string }>(actor, 'POST', '/feed-tickets');
  return open(new URL(`/v1/feed?ticket=${ticket}`, server.address));
}

const idIn = async (kind: string) => {
  const { statuses } = await ask<ConsentStatuses>(PATIENT, 'GET', '/consents');
  return statuses.find((status) => status.kind === kind)!.acts[0]!.id;
};

/** A call that goes on in a chat, and the patient's and the doctor's places at the broker. */
async function aCall(chat: string) {
  const [hers, his] = [newId('device'), newId('device')];
  const ring = { key: newId('entryKey'), device: his };
  const { call } = await ask<{ call: CallView }>(DOCTOR, 'POST', `/chats/${chat}/calls`, ring);
  await ask(PATIENT, 'POST', `/calls/${call.id}/accept`, { device: hers });
  const places = await Promise.all([placeOf(PATIENT, call, hers), placeOf(DOCTOR, call, his)]);
  return { call, places };
}

async function placeOf(actor: Actor, { id }: CallView, device: string) {
  const { ticket } = await ask<{ ticket: BrokerTicket }>(actor, 'POST', `/calls/${id}/tickets`, { device });
  const broker = new URL('peerjs', ticket.broker);
  broker.search = String(new URLSearchParams({ key: 'peerjs', id: ticket.peer, token: ticket.ticket }));
  return open(broker);
}

const typesOf = ({ frames }: { readonly frames: readonly FeedFrame[] }) => frames.map(({ type }) => type);

it('A consultation given to another doctor is shut to the former one on open pages within two seconds', async () => {
  const chat = await aChat(stores);
  const { call, places } = await aCall(chat);
  const [former, next] = await Promise.all([listen(DOCTOR), listen(OTHER_DOCTOR)]);

  const began = performance.now();
  await ask(OPERATOR, 'POST', `/chats/${chat}/doctor`, { doctor: OTHER_DOCTOR.person });
  await eventually(() => expect(typesOf(former)).toContain('hint'));
  expect(await Promise.all(places.map(({ closed }) => closed))).toEqual([1000, 1000]);
  expect(await refusal(DOCTOR, 'GET', `/chats/${chat}/entries`)).toBe('not-found');
  expect(await refusal(DOCTOR, 'POST', `/chats/${chat}/entries`, entry('Ещё здесь'))).toBe('not-found');
  expect(await refusal(DOCTOR, 'GET', `/calls/${call.id}`)).toBe('not-found');
  expect(performance.now() - began).toBeLessThan(SOON);

  const heard = former.frames.length;
  await ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Здравствуйте, доктор'));
  await eventually(() => expect(JSON.stringify(next.frames)).toContain('Здравствуйте, доктор'));
  expect(former.frames.slice(heard).filter((frame) => 'chat' in frame)).toEqual([]);
  expect(JSON.stringify(former.frames)).not.toContain('назначен');
});

it('A withdrawal ends the call and shuts the chat on open pages within two seconds', async () => {
  const chat = await aChat(stores);
  const { call, places } = await aCall(chat);
  const pages = await Promise.all([listen(PATIENT), listen(DOCTOR)]);
  const consent = await idIn('remote-consultation');

  const began = performance.now();
  await ask(PATIENT, 'POST', `/consents/${consent}/withdraw`);
  await eventually(() =>
    expect(typesOf(pages[0])).toEqual(expect.arrayContaining(['hint', 'call', 'consents'])),
  );
  await eventually(() => expect(typesOf(pages[1])).toEqual(expect.arrayContaining(['hint', 'call'])));
  expect(await places[0].closed).toBe(1000);
  expect(await refusal(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Болит'))).toBe('consent-needed');
  expect(performance.now() - began).toBeLessThan(SOON);
  expect((await ask<{ call: CallView }>(DOCTOR, 'GET', `/calls/${call.id}`)).call.state).toBe('ended');
});

it('A text that is published is told to the patients and the doctors who have a page open, and to no one else', async () => {
  const pages = await Promise.all([listen(PATIENT), listen(DOCTOR), listen(OPERATOR)]);
  const document = { kind: 'notifications', title: 'Уведомления', text: 'Я согласна.' };
  const began = performance.now();
  await ask(ADMINISTRATOR, 'POST', '/consent-documents', document);
  for (const page of pages.slice(0, 2)) await eventually(() => expect(typesOf(page)).toContain('consents'));
  expect(performance.now() - began).toBeLessThan(SOON);
  expect(typesOf(pages[2]!)).not.toContain('consents');
});
