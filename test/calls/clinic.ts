import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryKey, ID_BYTES } from '@consult/core';
import { type Program, startProgram, untilReady } from '../e2e/support/program.js';
import { buildServer } from '../server/main/server-program.js';
import { freePort } from '../support/free-port.js';
import { openTokenDesk } from '../support/token-desk.js';
import { type CallPages, openCallPages, type PageScripts } from './call-pages.js';

const CLINIC = 'org_calls';
const DOCTOR = { person: 'per_doctor', role: 'doctor', organisation: CLINIC };
const SECOND_DOCTOR = { ...DOCTOR, person: 'per_doctor2' };
const PATIENT = { person: 'per_patient', role: 'patient' };

/** Who sits before a page. */
export type Who = 'doctor' | 'second doctor' | 'patient';

/** The real server and a broker that stands alone, as processes, with a doctor, a patient and pages for both. */
export interface Clinic {
  readonly address: string;
  /** Where the two sides of a call find one another. */
  readonly brokerAddress: string;
  readonly pages: CallPages;
  /** What a home must reach. */
  readonly ports: readonly number[];
  /** Makes a consultation of the patient's that stands open. */
  newChat(doctor?: 'doctor' | 'second doctor'): Promise<string>;
  /** The page of one of the two. */
  pageOf(who: Who, script?: string, query?: Record<string, string>): string;
  /** An access token of one of them. */
  tokenFor(who: Who): Promise<string>;
  /** Sends a request of the API as that person. */
  ask<T>(who: Who, method: string, path: string, body?: unknown): Promise<T>;
  killBroker(): Promise<void>;
  startBroker(): Promise<void>;
  /** Starts the server again with other settings; answers when it is ready. */
  restart(env: Record<string, string>): Promise<void>;
  logs(): string;
  close(): Promise<void>;
}

export interface ClinicOptions {
  /** The pages, by name. Default: `call`. */
  readonly scripts?: PageScripts;
  readonly env?: Record<string, string>;
  /** Whose pages may come besides. */
  readonly origins?: readonly string[];
}

const CALL = { call: 'test/calls/pages/call.ts' };
const newKey = () => entryKey(Date.now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** A test calls a hundred times in the time of one call. */
const RAISED_LIMITS = {
  CONSULT_REQUESTS_PER_ADDRESS: '1000000/1000',
  CONSULT_WRITES_PER_PERSON: '1000000/1000',
  CONSULT_WRITES_PER_CHAT: '1000000/1000',
  CONSULT_TICKETS_PER_PERSON: '1000000/1000',
  CONSULT_RINGS_PER_PERSON: '1000000/1000',
  CONSULT_CALL_TICKETS_PER_PERSON: '1000000/1000',
  CONSULT_SIGNALS_PER_PERSON: '1000000/1000',
};

export async function openClinic({
  scripts = CALL,
  env = {},
  origins = [],
}: ClinicOptions = {}): Promise<Clinic> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-clinic-'));
  const [built, desk, port, brokerPort] = [
    await buildServer(),
    await openTokenDesk(),
    await freePort(),
    await freePort(),
  ];
  const pages = await openCallPages(scripts, desk.tokenFor);
  const secretFile = join(folder, 'broker-secret');
  writeFileSync(secretFile, crypto.randomUUID());
  const address = `http://127.0.0.1:${port}`;
  const brokerAddress = `http://127.0.0.1:${brokerPort}`;
  const common = {
    CONSULT_ORIGINS: [pages.origin, ...origins].join(),
    CONSULT_BROKER_URL: `${brokerAddress}/v1/broker/`,
    CONSULT_BROKER_SECRET_FILE: secretFile,
    ...RAISED_LIMITS,
  };
  let server: Program | undefined;
  let broker: Program | undefined;
  let printed = '';

  const startServer = async (more: Record<string, string>) => {
    server = startProgram(built.file, {
      ...common,
      CONSULT_PORT: String(port),
      CONSULT_DATA: join(folder, 'data'),
      CONSULT_JWKS_URL: desk.jwksUrl,
      CONSULT_ISSUER: desk.issuer,
      ...more,
    });
    await untilReady(`${address}/healthz`, server);
  };
  const startBroker = async () => {
    broker = startProgram(built.broker, {
      ...common,
      CONSULT_PORT: String(brokerPort),
    });
    await untilReady(`${brokerAddress}/healthz`, broker);
  };
  const killBroker = async () => {
    await broker?.kill();
    printed += broker?.output() ?? '';
    broker = undefined;
  };

  const askAs = async <T>(bearer: object, method: string, path: string, body?: unknown): Promise<T> => {
    const token = await desk.tokenFor(bearer as Parameters<typeof desk.tokenFor>[0]);
    const answer = await fetch(address + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  const operator = { person: 'per_operator', role: 'operator', organisation: CLINIC };
  const administrator = { person: 'per_admin', role: 'administrator', organisation: CLINIC };
  const people = { doctor: DOCTOR, 'second doctor': SECOND_DOCTOR, patient: PATIENT };
  const furnish = async () => {
    const named = (family: string, specialty: string | null) => ({
      name: { family, given: 'Николай' },
      birthDate: '1970-01-01',
      specialty,
    });
    await askAs(administrator, 'PUT', `/v1/organisations/${CLINIC}`, { name: 'Поликлиника' });
    await askAs(administrator, 'PUT', '/v1/people/per_doctor', named('Кардиолог', 'кардиолог'));
    await askAs(administrator, 'PUT', '/v1/people/per_doctor2', named('Хирург', 'хирург'));
    await askAs(operator, 'PUT', '/v1/people/per_patient', named('Матросова', null));
    const { document } = await askAs<{ document: { version: number; hash: string } }>(
      administrator,
      'POST',
      '/v1/consent-documents',
      { kind: 'remote-consultation', title: 'Согласие', text: 'Согласие' },
    );
    const { version, hash } = document;
    const key = `key_${'0'.repeat(32)}`;
    const consent = { key, kind: 'remote-consultation', version, hash, patient: 'per_patient' };
    await askAs(PATIENT, 'POST', '/v1/consents', consent);
  };

  await Promise.all([startServer(env), startBroker()]);
  await furnish();

  return {
    address,
    brokerAddress,
    pages,
    ports: [port, brokerPort, pages.port],
    async newChat(doctor = 'doctor') {
      const now = Date.now();
      const { id } = await askAs<{ id: string }>(operator, 'POST', '/v1/chats', {
        key: newKey(),
        patient: 'per_patient',
        doctor: people[doctor].person,
        title: 'Консультация',
        comment: null,
        startsAt: now,
        endsAt: now + 3_600_000,
      });
      await askAs(people[doctor], 'POST', `/v1/chats/${id}/open`);
      return id;
    },
    pageOf: (who, script = 'call', query = {}) =>
      pages.url(script, { ...people[who], server: address, ...query }),
    tokenFor: (who) => desk.tokenFor(people[who] as Parameters<typeof desk.tokenFor>[0]),
    ask: (who, method, path, body) => askAs(people[who], method, path, body),
    killBroker,
    startBroker,
    async restart(more) {
      await server?.stop();
      printed += server?.output() ?? '';
      await startServer(more);
    },
    logs: () => printed + (server?.output() ?? '') + (broker?.output() ?? ''),
    async close() {
      await pages.close();
      await server?.stop();
      await killBroker();
      await desk.close();
      built.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
