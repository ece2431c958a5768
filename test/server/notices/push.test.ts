import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import type { Message } from '../../../server/src/notices/channel.js';
import { pushChannel, type PushOptions } from '../../../server/src/notices/push-node.js';
import { aCertificate, decrypt } from './push-service.js';

/** A push service with a certificate of its own. */
async function aPushService() {
  const { key, cert } = aCertificate();
  const heard: { readonly headers: IncomingHttpHeaders; readonly body: Buffer; readonly path: string }[] = [];
  let answer: readonly [number, string?] = [201];
  const server = createServer({ key, cert }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts), path: request.url! });
      response.writeHead(answer[0], answer[1] ? { Location: answer[1] } : {}).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ ca: cert });
  return {
    host: `localhost:${port}`,
    agent,
    heard,
    answers: (...next: [number, string?]) => void (answer = next),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('web push', () => {
  let service: Awaited<ReturnType<typeof aPushService>>;
  beforeEach(async () => void (service = await aPushService()));
  afterEach(() => service.close());

  const browser = createECDH('prime256v1');
  const p256dh = browser.generateKeys('base64url');
  const auth = randomBytes(16);
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();

  const channel = (change: Partial<PushOptions> = {}) =>
    pushChannel({
      publicKey,
      privateKey,
      subject: 'mailto:admin@portal.example',
      hosts: [service.host],
      agent: service.agent,
      ...change,
    });
  const message = (): Message => ({
    id: `dlv_${'a'.repeat(32)}`,
    address: {
      push: {
        endpoint: `https://${service.host}/send/1`,
        keys: { p256dh, auth: auth.toString('base64url') },
      },
    },
    subject: 'У вас запись',
    text: '',
    brief: 'У вас запись 23 ноября в 12:00 (мск). Откройте портал.',
    url: 'https://portal.example/notices',
    calendar: null,
  });

  it('is encrypted for the browser, under a topic of the delivery’s own', async () => {
    expect(await channel().send(message())).toBe('taken');
    const [{ headers, body, path }] = service.heard as [(typeof service.heard)[0]];
    expect([path, headers['topic'], headers['content-encoding']]).toEqual([
      '/send/1',
      'a'.repeat(32),
      'aes128gcm',
    ]);
    expect(headers.authorization).toMatch(/^vapid t=/);
    expect(body.toString('latin1')).not.toContain('portal.example');
    expect(JSON.parse(decrypt(body, browser, auth))).toEqual({
      id: `dlv_${'a'.repeat(32)}`,
      title: 'У вас запись',
      body: 'У вас запись 23 ноября в 12:00 (мск). Откройте портал.',
      url: 'https://portal.example/notices',
    });
  });

  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [400, 'refused'],
    [413, 'refused'],
  ] as const)('is told by %i that it is %s', async (status, outcome) => {
    service.answers(status);
    expect(await channel().send(message())).toBe(outcome);
  });

  it.each([429, 500, 503])('takes %i for weather', async (status) => {
    service.answers(status);
    await expect(channel().send(message())).rejects.toThrow();
  });

  it('calls no host that is not named, and follows no redirect', async () => {
    for (const hosts of [[], ['push.example'], ['localhost'], ['*.localhost']])
      expect(await channel({ hosts }).send(message())).toBe('refused');
    expect(service.heard).toEqual([]);
    service.answers(307, `https://${service.host}/elsewhere`);
    expect(await channel().send(message())).toBe('refused');
    expect(service.heard.map(({ path }) => path)).toEqual(['/send/1']);
  });

  it('is not for other addresses', async () => {
    expect(await channel().send({ ...message(), address: { email: 'elena@example.org' } })).toBe('refused');
  });
});
