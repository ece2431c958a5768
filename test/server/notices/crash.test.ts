import { simpleParser } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../../server/src/db/open-stores.js';
import { eventually } from '../../support/eventually.js';
import { aChat, DAY, PATIENT, settle } from '../db/stores.js';
import { buildServer, openServerRig, type ServerRig } from '../main/server-program.js';
import { agree, publish, reach } from './delivery-rig.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
beforeAll(async () => {
  built = await buildServer();
  rig = await openServerRig(built.file);
});
afterAll(async () => {
  await rig.close();
  built.remove();
});

describe('A server that is killed', () => {
  it('after a mail was taken and before that is noted sends it again under the same id, and once more never', async () => {
    const stores = await openStores(rig.folder);
    await settle(stores);
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    const now = Date.now();
    // Within the quiet hours or not, what is about the next hour does not wait.
    await aChat(stores, { state: 'scheduled', at: now, startsAt: now + 50 * 60_000 });
    await stores.close();

    const ids: (string | undefined)[] = [];
    let onTaken: () => void = () => undefined;
    let silent = true;
    const mail = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _, callback) {
        void simpleParser(stream).then(({ messageId }) => {
          ids.push(messageId);
          if (!silent) callback(); // a server that is killed hears no answer
          onTaken();
        });
      },
    });
    mail.on('error', () => undefined);
    mail.listen(0, '127.0.0.1');
    await once(mail.server, 'listening');
    const { port } = mail.server.address() as AddressInfo;
    const environment = {
      CONSULT_SMTP_URL: `smtp://127.0.0.1:${port}`,
      CONSULT_MAIL_FROM: 'noreply@portal.example',
      CONSULT_PORTAL_URL: 'https://portal.example/',
      CONSULT_OUTBOX_MS: '50',
      CONSULT_LEASE_MS: '8000',
    };

    const taken = new Promise<void>((resolve) => (onTaken = resolve));
    const { program } = await rig.start(environment);
    await taken;
    await program.kill();
    silent = false;
    const again = new Promise<void>((resolve) => (onTaken = resolve));
    const second = await rig.start(environment);
    await again;
    expect(ids).toHaveLength(2);
    expect(ids[0]).toMatch(/^<dlv_\w+@portal\.example>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(await second.program.stop()).toBe(0);

    const kept = await openStores(rig.folder);
    const later = Date.now() + DAY;
    const lease = { owner: 'x', now: later, until: later, limit: 10 };
    await eventually(async () =>
      expect(await kept.deliveries.lease(lease, ['email', 'push', 'sms'], () => later)).toEqual([]),
    );
    await kept.close();
    await new Promise<void>((resolve) => mail.close(() => resolve()));
  }, 90_000);
});
