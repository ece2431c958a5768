import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryKey, ID_BYTES } from '@consult/core';
import { WebSocket } from 'ws';
import { freePort } from '../support/free-port.js';
import { openTokenDesk } from '../support/token-desk.js';
import { MEASURED, memoryOf } from './floor-rig.js';
import { httpFlood } from './http-flood.js';
import type { Rig } from './rig.js';

const CLINIC = 'org_bench';
const newKey = () => entryKey(Date.now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** The reference server as built, with one open consultation; only its limits on how often are raised. */
export async function openOurRig(
  origin: string,
): Promise<Rig & { readonly address: string; readonly fill: Filler; readonly token: TokenOf }> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-bench-'));
  const desk = await openTokenDesk();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = fork('server/dist/main.js', [], {
    execArgv: MEASURED,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      CONSULT_PORT: String(port),
      CONSULT_DATA: folder,
      CONSULT_JWKS_URL: desk.jwksUrl,
      CONSULT_ISSUER: desk.issuer,
      CONSULT_AUDIENCE: desk.audience,
      CONSULT_ORIGINS: origin,
      ...RAISED_LIMITS,
    },
  });
  await untilHealthy(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const token: TokenOf = (person, role, organisation) =>
    desk.tokenFor({ person, role, ...(organisation && { organisation }) });
  const tokens = {
    administrator: await token('per_admin', 'administrator', CLINIC),
    operator: await token('per_operator', 'operator', CLINIC),
    doctor: await token('per_doctor', 'doctor', CLINIC),
    patient: await token('per_patient', 'patient'),
  };
  const call = <T>(who: keyof typeof tokens, method: string, path: string, body?: unknown) =>
    ask<T>(agent, address + path, method, tokens[who], body);

  const fill: Filler = async (entries) => {
    const now = Date.now();
    const { id } = await call<{ id: string }>('operator', 'POST', '/v1/chats', {
      key: newKey(),
      patient: 'per_patient',
      doctor: 'per_doctor',
      title: 'Консультация',
      comment: null,
      startsAt: now,
      endsAt: now + 3_600_000,
    });
    await call('doctor', 'POST', `/v1/chats/${id}/open`);
    if (entries) await flood(id, entries, 64);
    return id;
  };
  const flood = (chat: string, count: number, inFlight: number) =>
    httpFlood(
      {
        address,
        path: `/v1/chats/${chat}/entries`,
        token: tokens.patient,
        body: () => JSON.stringify({ key: newKey(), text: 'Болит уже пять дней' }),
      },
      count,
      inFlight,
    );

  await call('administrator', 'PUT', `/v1/organisations/${CLINIC}`, { name: 'Поликлиника' });
  await call('administrator', 'PUT', '/v1/people/per_doctor', personOf('Кардиолог', 'кардиолог'));
  await call('operator', 'PUT', '/v1/people/per_patient', personOf('Матросова', null));
  const { document } = await call<{ document: { version: number; hash: string } }>(
    'administrator',
    'POST',
    '/v1/consent-documents',
    { kind: 'remote-consultation', title: 'Согласие', text: 'Согласие' },
  );
  await call('patient', 'POST', '/v1/consents', {
    key: `key_${'0'.repeat(32)}`,
    kind: 'remote-consultation',
    version: document.version,
    hash: document.hash,
    patient: 'per_patient',
  });
  const chat = await fill(0);

  let idle = 0;
  const sockets: WebSocket[] = [];
  const connect = async (who: string) => {
    const { ticket } = await ask<{ ticket: string }>(
      agent,
      `${address}/v1/feed-tickets`,
      'POST',
      who in tokens ? tokens[who as keyof typeof tokens] : await token(who, 'patient'),
      undefined,
      { origin },
    );
    const socket = new WebSocket(`${address.replace('http', 'ws')}/v1/feed?ticket=${ticket}`, {
      origin,
      perMessageDeflate: false,
    });
    sockets.push(socket);
    await once(socket, 'message'); // `hello`
    return socket;
  };

  return {
    name: 'ours',
    address,
    fill,
    token,
    async send(text) {
      await call('patient', 'POST', `/v1/chats/${chat}/entries`, { key: newKey(), text });
    },
    async watch(seen) {
      const socket = await connect('doctor');
      socket.on('message', (data: Buffer) => {
        const { entry } = JSON.parse(data.toString()) as { entry?: { text: string } };
        if (entry) seen(entry.text);
      });
    },
    flood: (count, inFlight) => flood(chat, count, inFlight),
    async idle(count) {
      const before = await memoryOf(child);
      for (let n = 0; n < count; n++) await connect(`per_idle${idle++}`);
      return ((await memoryOf(child)) - before) / count;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      agent.destroy();
      child.kill();
      await once(child, 'exit');
      await desk.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Makes a consultation that stands open with so many messages in it; answers its id. */
export type Filler = (entries: number) => Promise<string>;
export type TokenOf = (
  person: string,
  role: 'patient' | 'doctor' | 'operator' | 'administrator',
  organisation?: string,
) => Promise<string>;

/** A benchmark asks how fast the server is, not how patient it is with one talker. Identity, validation and audit stay on. */
const RAISED_LIMITS = {
  CONSULT_REQUESTS_PER_ADDRESS: '1000000/1000',
  CONSULT_WRITES_PER_PERSON: '1000000/1000',
  CONSULT_WRITES_PER_CHAT: '1000000/1000',
};

const personOf = (family: string, specialty: string | null) => ({
  name: { family, given: 'Николай' },
  birthDate: '1970-01-01',
  specialty,
});

async function untilHealthy(address: string) {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(`${address}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the server did not start');
}

/** One request over a kept connection; lighter than `fetch`, so that the load generator leaves the server its core. */
function ask<T>(
  agent: Agent,
  url: string,
  method: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  return new Promise<T>((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const outgoing = request(url, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...headers,
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      let received = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (received += chunk));
      answer.on('end', () => {
        if (answer.statusCode! >= 300)
          reject(new Error(`${method} ${url}: ${answer.statusCode} ${received}`));
        else resolve((received ? JSON.parse(received) : undefined) as T);
      });
    });
    outgoing.end(text);
  });
}
