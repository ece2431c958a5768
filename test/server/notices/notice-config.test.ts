import { describe, expect, it } from 'vitest';
import { readInstallation } from '../../../server/src/config.js';
import { LEAST } from '../config/least.js';

const PORTAL = { CONSULT_PORTAL_URL: 'https://portal.example/notices' };
const MAIL = {
  CONSULT_SMTP_URL: 'smtps://user@mail.example:465',
  CONSULT_MAIL_FROM: 'noreply@portal.example',
};
const PUSH = {
  CONSULT_VAPID_PUBLIC_KEY: 'B'.repeat(87),
  CONSULT_VAPID_PRIVATE_KEY_FILE: 'vapid.key',
  CONSULT_VAPID_SUBJECT: 'mailto:admin@portal.example',
  CONSULT_PUSH_HOSTS: 'fcm.googleapis.com, *.notify.windows.com',
};
const read = (environment: Record<string, string | undefined>) =>
  readInstallation({ ...LEAST, ...environment });

describe('the channels of an installation', () => {
  it('are off until they are configured', () => {
    const { notices, server } = read({});
    expect(notices).toEqual({ portal: undefined, mail: undefined, push: undefined });
    expect([server.pushKey, server.pushHosts, server.quietHours]).toEqual([
      null,
      [],
      { from: 1260, to: 480 },
    ]);
  });

  it('are mail, push, or both', () => {
    const { notices, server } = read({ ...PORTAL, ...MAIL, ...PUSH, CONSULT_QUIET_HOURS: '22:30-07:05' });
    expect(notices.mail).toMatchObject({ from: 'noreply@portal.example', passwordFile: undefined });
    expect(notices.push).toMatchObject({ privateKeyFile: 'vapid.key' });
    expect(server.pushHosts).toEqual(['fcm.googleapis.com', '*.notify.windows.com']);
    expect(server.quietHours).toEqual({ from: 1350, to: 425 });
    expect(read({ ...PORTAL, ...MAIL }).notices.push).toBeUndefined();
  });

  it.each([
    ['mail without a portal', MAIL, 'CONSULT_PORTAL_URL'],
    ['push without a portal', PUSH, 'CONSULT_PORTAL_URL'],
    ['a mail server without a sender', { ...PORTAL, ...MAIL, CONSULT_MAIL_FROM: '' }, 'CONSULT_MAIL_FROM'],
    ['a sender without a mail server', { ...PORTAL, ...MAIL, CONSULT_SMTP_URL: '' }, 'CONSULT_SMTP_URL'],
    [
      'a password without a user',
      { ...PORTAL, ...MAIL, CONSULT_SMTP_URL: 'smtp://mail.example', CONSULT_SMTP_PASSWORD_FILE: 'x' },
      'CONSULT_SMTP_PASSWORD_FILE',
    ],
    ['push to nowhere', { ...PORTAL, ...PUSH, CONSULT_PUSH_HOSTS: '' }, 'CONSULT_PUSH_HOSTS'],
    [
      'push without a key',
      { ...PORTAL, ...PUSH, CONSULT_VAPID_PRIVATE_KEY_FILE: '' },
      'CONSULT_VAPID_PRIVATE_KEY_FILE',
    ],
    [
      'a web page as a mail server',
      { ...PORTAL, ...MAIL, CONSULT_SMTP_URL: 'https://mail.example' },
      'CONSULT_SMTP_URL',
    ],
    [
      'an address as a host',
      { ...PORTAL, ...PUSH, CONSULT_PUSH_HOSTS: 'https://a.example' },
      'CONSULT_PUSH_HOSTS',
    ],
    ['every host', { ...PORTAL, ...PUSH, CONSULT_PUSH_HOSTS: '*' }, 'CONSULT_PUSH_HOSTS'],
    ['hours that are none', { CONSULT_QUIET_HOURS: '21:00-24:00' }, 'CONSULT_QUIET_HOURS'],
  ])('cannot be %s', (_, environment, name) => {
    expect(() => read(environment)).toThrow(name);
  });
});
