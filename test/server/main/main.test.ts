import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Role } from '@consult/core';
import type { ChatsPage } from '@consult/core/wire';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openStores } from '../../../server/src/db/open-stores.js';
import { eventually } from '../../support/eventually.js';
import { newId, NOON, PATIENT, settle } from '../db/stores.js';
import { buildServer, openServerRig, PORTAL, type ServerRig } from './server-program.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => void (rig = await openServerRig(built.file)));
afterEach(() => rig.close());

/** Tests that start the process several times. */
const PATIENCE = 60_000;

const oneLine = (output: string) => {
  const lines = output.trim().split('\n');
  expect(lines, output).to.have.length(1);
  return lines[0]!;
};

async function ask<T>(
  address: string,
  who: { person: string; role: Role; organisation?: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await fetch(address + path, {
    method,
    headers: {
      Authorization: `Bearer ${await rig.desk.tokenFor(who)}`,
      Origin: PORTAL,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

const administrator = { person: 'per_admin', role: 'administrator', organisation: 'org_1' } as const;

describe('The server’s process', () => {
  it('starts in an empty folder, says where it listens, answers, and ends when asked to', async () => {
    const { program, address } = await rig.start();
    expect(address).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(address, administrator, 'GET', '/v1/me')).to.deep.include({ id: 'per_admin' });
    expect(await program.stop()).to.equal(0);
    expect(program.output())
      .to.include('"msg":"stopped"')
      .and.not.to.match(/\n\s+at /);
  });

  it('keeps what was written when it is started again, in the same life of the database', async () => {
    const first = await rig.start();
    await ask(first.address, administrator, 'PUT', '/v1/people/per_1', {
      name: { family: 'Матросова', given: 'Елена' },
      birthDate: '1985-03-14',
      specialty: null,
    });
    await first.program.kill();
    const second = await rig.start();
    const me = await ask<{ name: unknown; epoch: string }>(
      second.address,
      { person: 'per_1', role: 'patient' },
      'GET',
      '/v1/me',
    );
    expect(me.name).to.deep.equal({ family: 'Матросова', given: 'Елена' });
  });

  it('tells the log at its start of what should have been destroyed long ago', async () => {
    const stores = await openStores(rig.folder);
    await settle(stores);
    const id = newId('erasure');
    await stores.ownData.ask(
      PATIENT,
      { id, patient: PATIENT.person, dueAt: NOON + 1 },
      NOON,
      () => undefined,
    );
    await stores.close();
    const { program } = await rig.start();
    await eventually(() => expect(program.output()).to.include('erasure-overdue'));
    const line = program
      .output()
      .split('\n')
      .find((one) => one.includes('erasure-overdue'))!;
    expect(JSON.parse(line)).to.include({ level: 40, code: id });
    expect(line).not.to.include(PATIENT.person);
  });

  it('finishes what is under way before it ends, and takes nothing new', async () => {
    const { program, address } = await rig.start();
    const socket = await openFeed(address);
    const { port } = new URL(address);
    // A request whose body is still coming when the signal arrives.
    const slow = request(`${address}/v1/organisations/org_1`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await rig.desk.tokenFor(administrator)}`,
        'Content-Type': 'application/json',
        'Transfer-Encoding': 'chunked',
        Expect: '100-continue',
      },
      agent: new Agent({ keepAlive: true }),
    });
    slow.flushHeaders();
    await once(slow, 'continue');
    slow.write('{"name":');
    const goodbye = once(socket, 'close');
    const ended = program.stop();
    expect((await goodbye)[0]).to.equal(1012);
    await refuses(Number(port));
    slow.end('"Поликлиника"}');
    const [answer] = (await once(slow, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).to.be.within(200, 204);
    expect(await ended).to.equal(0);
  });

  it('tells where its audit stands when it ends, so that what was done since the last time cannot be cut off', async () => {
    const { program, address } = await rig.start();
    await ask(address, administrator, 'PUT', '/v1/organisations/org_2', { name: 'Больница' });
    expect(await program.stop()).to.equal(0);
    const database = new Database(join(rig.folder, 'consult.db'), { readonly: true });
    const newest = database.prepare('select id as count, hash from audit order by id desc limit 1').get();
    database.close();
    const anchors = program.output().match(/^.*"msg":"audit-anchor".*$/gm)!;
    expect(JSON.parse(anchors.at(-1)!)).toMatchObject(newest as object);
  });

  it('does not wait for ever for a request that never ends', async () => {
    const { program, address } = await rig.start({ CONSULT_DRAIN_MS: '200' });
    const stuck = connect(Number(new URL(address).port), '127.0.0.1');
    stuck.on('error', () => undefined);
    stuck.write('POST /v1/feed-tickets HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n');
    await once(stuck, 'connect');
    expect(await program.stop()).to.equal(0);
  });

  it('writes nothing of people into its log: no names, no words, no tokens, no ids of things said', async () => {
    const { program, address } = await rig.start();
    const secret = 'CANARY';
    const token = await rig.desk.tokenFor({ person: 'per_op', role: 'operator', organisation: 'org_1' });
    const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(address + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    const name = { family: secret, given: secret };
    await send('PUT', '/v1/people/per_1', { name, birthDate: '1985-03-14', specialty: null });
    await send('POST', '/v1/chats', { key: `key_${'0'.repeat(32)}`, patient: 'per_1', title: secret });
    await send('POST', `/v1/chats/${secret}/entries`, { key: secret, text: secret });
    await send('POST', `/v1/chats/${secret}/entries`, `{"text":"${secret}`);
    await send('GET', `/v1/chats?q=${secret}`);
    await send('GET', `/${secret}`);
    await send('GET', '/v1/me', undefined, { Authorization: `Bearer ${secret}`, 'X-Request-Id': secret });
    await send('GET', '/v1/me', undefined, { 'User-Agent': secret, Origin: `https://${secret}.example` });
    const { ticket } = (await (await send('POST', '/v1/feed-tickets')).json()) as { ticket: string };
    await fetch(`${address}/v1/feed?ticket=${ticket}`);
    const refused = new WebSocket(`${address.replace('http', 'ws')}/v1/feed?ticket=${ticket}&${secret}`);
    await once(refused, 'error');
    expect(await program.stop()).to.equal(0);

    const output = program.output();
    expect(output.match(/"msg":"request"/g)).to.have.length(11); // ten of these and the question whether it is ready
    for (const word of [secret, token, token.split('.')[2]!, ticket, '1985-03-14', 'key_0'])
      expect(output).not.to.include(word);
  });

  const openFeed = async (address: string) => {
    const { ticket } = await ask<{ ticket: string }>(
      address,
      { person: 'per_1', role: 'patient' },
      'POST',
      '/v1/feed-tickets',
    );
    const socket = new WebSocket(`${address.replace('http', 'ws')}/v1/feed?ticket=${ticket}`, {
      origin: PORTAL,
    });
    await once(socket, 'message');
    return socket;
  };

  const refuses = async (port: number) => {
    for (;;) {
      const socket = connect(port, '127.0.0.1');
      const failed = await Promise.race([
        once(socket, 'connect').then(() => false),
        once(socket, 'error').then(() => true),
      ]).catch(() => true);
      socket.destroy();
      if (failed) return;
    }
  };
});

describe('The server does not start, and says why in one line,', () => {
  it('where the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await rig.fail({ CONSULT_PORT: String(port) });
    other.close();
    expect(code).to.equal(1);
    expect(oneLine(output)).to.equal(
      `consult: port ${port} on 127.0.0.1 is taken; choose another by CONSULT_PORT`,
    );
  });

  it('where a file stands in the place of the data folder', async () => {
    const file = join(rig.folder, 'a-file');
    writeFileSync(file, '');
    for (const data of [file, join(file, 'inside')]) {
      const { code, output } = await rig.fail({ CONSULT_DATA: data });
      expect(code).to.equal(1);
      expect(oneLine(output)).to.match(/^consult: the data folder .*a-file.* cannot be written \(E\w+\)$/);
    }
  });

  it('where another server uses the folder', async () => {
    const { program } = await rig.start();
    const { code, output } = await rig.fail({});
    expect(code).to.equal(1);
    expect(oneLine(output)).to.include('another server').and.to.include(String(program.child.pid));
  });

  for (const [name, value] of [
    ['CONSULT_PORT', 'eighty'],
    ['CONSULT_ORIGINS', undefined],
    ['CONSULT_JWKS_URL', 'http://portal.example/keys'],
    ['CONSULT_WRITES_PER_CHAT', 'many'],
  ] as const)
    it(`where ${name} is ${value ?? 'missing'}`, async () => {
      const { code, output } = await rig.fail({ [name]: value });
      expect(code).to.equal(1);
      expect(oneLine(output)).to.match(new RegExp(`^consult: ${name} is (missing|broken): `));
    });

  it(
    'where the demonstration would be put among real records',
    async () => {
      const { program } = await rig.start();
      await program.stop();
      for (const env of [{ CONSULT_DEMO: '1' }, { CONSULT_DEMO_RESET: '1' }]) {
        const { code, output } = await rig.fail(env);
        expect(code).to.equal(1);
        expect(oneLine(output)).to.include('holds no demonstration');
      }
      expect(readdirSync(rig.folder)).to.include('consult.db');
    },
    PATIENCE,
  );
});

describe('The demonstration', () => {
  const chats = (address: string) =>
    ask<ChatsPage>(address, { person: 'per_matrosova', role: 'patient' }, 'GET', '/v1/chats');

  it(
    'is there at the first start, is kept at the next, and is made anew when asked for',
    async () => {
      const first = await rig.start({ CONSULT_DEMO: '1' });
      const before = await chats(first.address);
      expect(before.chats.length).to.be.greaterThan(2);
      const open = before.chats.find(({ state }) => state === 'open')!;
      await ask(
        first.address,
        { person: 'per_matrosova', role: 'patient' },
        'POST',
        `/v1/chats/${open.id}/entries`,
        { key: `key_${randomUUID().replaceAll('-', '')}`, text: 'Новое сообщение' },
      );
      await first.program.stop();

      const second = await rig.start({ CONSULT_DEMO: '1' });
      const kept = await chats(second.address);
      expect(kept.epoch).to.equal(before.epoch);
      expect(kept.chats.find(({ id }) => id === open.id)!.seq).to.equal(open.seq + 1);
      await second.program.stop();

      const third = await rig.start({ CONSULT_DEMO: '1', CONSULT_DEMO_RESET: '1' });
      const fresh = await chats(third.address);
      expect(fresh.epoch).not.to.equal(before.epoch);
      expect(fresh.chats).to.have.length(before.chats.length);
    },
    PATIENCE,
  );

  it(
    'that was cut short is made anew',
    async () => {
      const whole = await rig.start({ CONSULT_DEMO: '1' });
      const { chats: all, epoch } = await chats(whole.address);
      await whole.program.stop();
      writeFileSync(join(rig.folder, 'demonstration'), 'filling\n');
      const again = await rig.start({ CONSULT_DEMO: '1' });
      const made = await chats(again.address);
      expect(made.epoch).not.to.equal(epoch);
      expect(made.chats).to.have.length(all.length);
    },
    PATIENCE,
  );
});
