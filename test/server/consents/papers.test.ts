import { createHash } from 'node:crypto';
import { checkConsent, type ConsentProofRecord } from '@consult/core/chain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { type Api, openApi } from '../chats/api.js';
import { poppler, wordsOf } from '../conclusions/sheets.js';
import { ADMINISTRATOR, CHILD, HOUR, NOON, PARENT, PATIENT } from '../db/stores.js';
import { consentActs } from './consent-acts.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const TEXT = 'Я согласна получать уведомления.\nСрок — до отзыва.';

describe('The papers of a consent', () => {
  let api: Api;
  let acts: ReturnType<typeof consentActs>;
  beforeEach(async () => {
    api = await openApi();
    acts = consentActs(api);
    await acts.publish('notifications', TEXT);
  });
  afterEach(() => api.close());

  const receiptOf = async (id: string, actor = PATIENT) => {
    const answer = await api.raw(actor, 'GET', `/consents/${id}/receipt`);
    return { answer, pdf: new Uint8Array(await answer.arrayBuffer()) };
  };
  const proofOf = async (id: string, actor = PATIENT) => {
    const answer = await api.raw(actor, 'GET', `/consents/${id}/proof`);
    return { answer, text: await answer.text() };
  };

  it('are a receipt that says what was agreed to, and is saved and never shown', async () => {
    const id = await acts.give('notifications');
    const { answer, pdf } = await receiptOf(id);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringContaining('attachment') as string,
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
    expect(answer.headers.get('content-disposition')).toContain(
      encodeURIComponent('Согласие, редакция 1.pdf'),
    );
    const words = wordsOf(pdf);
    for (const part of [
      'Подтверждение согласия',
      'Согласие не отозвано на 23 ноября 2026 г. в 12:00 (МСК)',
      'Матросова Елена Викторовна',
      'пациентом лично',
      'подтверждённая (ЕСИА)',
      '1, опубликована 23 ноября 2026 г. в 12:00 (МСК)',
      id,
      'Я согласна получать уведомления. Срок — до отзыва.',
      sha256(TEXT),
      'Страница 1 из 1',
    ])
      expect(words).toContain(part);
    expect(poppler('pdfinfo', pdf)).toContain('A4');
  });

  it('keep the text as it was accepted, whatever is published later, and tell of the withdrawal', async () => {
    const id = await acts.give('notifications', PARENT, CHILD);
    await acts.publish('notifications', 'Совсем другой текст');
    api.now = NOON + HOUR;
    await acts.withdraw('notifications', PARENT, CHILD);
    const words = wordsOf((await receiptOf(id, PARENT)).pdf);
    expect(words).toContain('Срок — до отзыва.');
    expect(words).not.toContain('Совсем другой текст');
    expect(words).toContain('представителем: Соколова Ольга Викторовна');
    expect(words).toContain('Соколова Дарья Викторовна');
    expect(words).toContain('Согласие отозвано 23 ноября 2026 г. в 13:00 (МСК), Соколова Ольга Викторовна');
    expect((await receiptOf(id)).answer.status).toBe(404);
  });

  it('hold the longest text there may be', async () => {
    const text = 'Слово за словом. '.repeat(2_941);
    const draft = { kind: 'personal-data', title: 'Согласие', text, hash: sha256(text) } as const;
    await api.stores.consents.publish(ADMINISTRATOR, draft, NOON, () => undefined); // wider than a body may be by default
    const id = await acts.give('personal-data');
    expect((await receiptOf(id)).answer.status).toBe(200);
  }, 60_000);

  it('are a proof that a program can check', async () => {
    const id = await acts.give('notifications');
    const { answer, text } = await proofOf(id);
    expect(answer.headers.get('content-disposition')).toContain('consent-notifications.json');
    const { record, fault } = checkConsent(text, sha256);
    expect(fault).toBeUndefined();
    expect(record).toMatchObject({
      format: 'consult-consent',
      epoch: api.epoch,
      exportedAt: NOON,
      document: { kind: 'notifications', version: 1, text: TEXT, hash: sha256(TEXT) },
      consent: { id, patient: PATIENT.person, by: PATIENT.person, at: NOON, level: 'confirmed' },
      withdrawal: null,
      withdrawn: null,
      anchor: await api.stores.anchor(),
    });
    await acts.withdraw('notifications');
    const later = checkConsent((await proofOf(id)).text, sha256);
    expect(later).toMatchObject({
      fault: undefined,
      record: { withdrawal: { by: PATIENT.person, at: NOON } },
    });
    expect(later.record!.withdrawn!.row.action).toBe('consent-withdrawn');
  });

  it('find every byte that was changed in a proof', async () => {
    const id = await acts.give('notifications');
    await acts.withdraw('notifications');
    const { text } = await proofOf(id);
    const whole = JSON.parse(text) as ConsentProofRecord;
    const { document, consent, given, withdrawn, withdrawal } = whole;
    const other = sha256('другое');
    const changes: [string, Partial<ConsentProofRecord>, string][] = [
      ['a letter of the text', { document: { ...document, text: `${TEXT}!` } }, 'text'],
      ['the text and its hash', { document: { ...document, text: 'x', hash: sha256('x') } }, 'text'],
      ['the version', { document: { ...document, version: 2 } }, 'text'],
      [
        'another text and its hash everywhere but in the audit',
        {
          document: { ...document, text: 'x', hash: sha256('x') },
          consent: { ...consent, hash: sha256('x') },
        },
        'act',
      ],
      ['who gave it', { consent: { ...consent, by: 'per_x' } }, 'act'],
      ['for whom', { consent: { ...consent, patient: 'per_x' } }, 'act'],
      ['when', { consent: { ...consent, at: consent.at - 1 } }, 'act'],
      ['the account level', { consent: { ...consent, level: 'standard' } }, 'act'],
      ['who withdrew it', { withdrawal: { ...withdrawal!, by: 'per_x' } }, 'withdrawal'],
      ['that it was withdrawn', { withdrawal: null, withdrawn: null }, 'seal'],
      ['half of that', { withdrawn: null }, 'withdrawal'],
      ['a row of the audit', { given: { ...given, row: { ...given.row, session: 'sid_x' } } }, 'chain'],
      ['the row before it', { given: { ...given, previous: other } }, 'chain'],
      ['the row of the withdrawal', { withdrawn: { ...withdrawn!, hash: other } }, 'chain'],
      ['the title', { document: { ...document, title: 'Согласие на всё' } }, 'seal'],
      ['when it was exported', { exportedAt: 0 }, 'seal'],
      ['the anchor', { anchor: { id: 1, hash: other } }, 'seal'],
      ['the seal', { seal: other }, 'seal'],
    ];
    for (const [what, change, fault] of changes)
      expect([what, checkConsent(JSON.stringify({ ...whole, ...change }), sha256).fault]).toEqual([
        what,
        fault,
      ]);
    for (const nothing of ['', '{}', 'null', '[]', '{"format":"consult-consent","version":1}', text.slice(1)])
      expect(checkConsent(nothing, sha256).fault).toBe('unreadable');
    expect(checkConsent(JSON.stringify({ ...whole, version: 2 }), sha256).fault).toBe('unknown-version');
  });

  it('can be taken out by an administrator, which is written down', async () => {
    const id = await acts.give('notifications');
    const before = (await api.stores.anchor())!.id;
    expect((await proofOf(id)).answer.status).toBe(200); // her own: nobody else has seen it
    expect((await api.stores.anchor())!.id).toBe(before);
    expect(checkConsent((await proofOf(id, ADMINISTRATOR)).text, sha256).fault).toBeUndefined();
    expect((await api.stores.anchor())!.id).toBe(before + 1);
    expect(await api.said(ADMINISTRATOR, 'GET', `/consents/${id}/receipt`)).toEqual([403, 'not-allowed']);
  });

  it('are made so many times in a while and no more, whichever they are', async () => {
    const exports = { uses: 3, windowMs: 60_000 };
    const strict = await openApi({ limits: { ...WIDE_LIMITS, 'exports-per-person': exports } });
    const { id } = (await consentActs(strict).status('remote-consultation')).acts[0]!;
    const status = async (paper: string, actor = PATIENT) =>
      (await strict.raw(actor, 'GET', `/consents/${id}/${paper}`)).status;
    expect([await status('receipt'), await status('proof'), await status('proof')]).toEqual([200, 200, 200]);
    expect([await status('receipt'), await status('proof')]).toEqual([429, 429]);
    expect(await status('proof', ADMINISTRATOR)).toBe(200);
    strict.now = NOON + exports.windowMs;
    expect(await status('proof')).toBe(200);
    await strict.close();
  });
});
