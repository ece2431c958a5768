import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, entry, openApi } from '../chats/api.js';
import { ADMINISTRATOR, CHILD, DOCTOR, newId, NOON, OPERATOR, PARENT, PATIENT } from '../db/stores.js';

describe('the API of consents', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  describe('consents', () => {
    const document = { kind: 'remote-consultation', title: 'Согласие', text: 'Новая редакция' };

    it('are asked anew when the text has changed', async () => {
      const chat = await api.chatOf();
      const published = await api.ask(ADMINISTRATOR, 'POST', '/consent-documents', document);
      expect(published).toMatchObject({ status: 201, json: { document: { version: 2, publishedAt: NOON } } });
      const { hash } = published.json.document as { hash: string };
      expect(hash).toBe('b1ff98110404b087e51cff82c92a63f6e53c1f55c4d37ef1b37532375207bc1a'); // SHA-256 of the text in UTF-8
      expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, entry('x'))).toEqual([
        403,
        'consent-needed',
      ]);
      expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/entries`, entry('x'))).toEqual([201, undefined]);

      const given = { kind: 'remote-consultation', version: 2, hash, patient: PATIENT.person };
      const give = (change: object, actor = PATIENT) =>
        api.said(actor, 'POST', '/consents', { key: newId('entryKey'), ...given, ...change });
      expect(await give({ version: 1, hash: 'a'.repeat(64) })).toEqual([409, 'consent-outdated']);
      expect(await give({ version: 3 })).toEqual([404, 'not-found']);
      expect(await give({ hash: '0'.repeat(64) })).toEqual([409, 'consent-outdated']);
      expect(await give({ kind: 'personal-data', version: 1 })).toEqual([404, 'not-found']);
      expect(await give({ patient: CHILD })).toEqual([404, 'not-found']);
      expect(await give({ patient: 'per_unknown' })).toEqual([404, 'not-found']);
      expect(await give({}, DOCTOR)).toEqual([403, 'not-allowed']);
      expect(await give({})).toEqual([201, undefined]);
      expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, entry('x'))).toEqual([201, undefined]);
      expect(await give({ patient: CHILD }, PARENT)).toEqual([201, undefined]);
    });

    it('are published by an administrator and read by everybody', async () => {
      for (const actor of [PATIENT, DOCTOR, OPERATOR])
        expect(await api.said(actor, 'POST', '/consent-documents', document)).toEqual([403, 'not-allowed']);
      const { json } = await api.ask(PATIENT, 'GET', '/consent-documents');
      expect(json.documents).toMatchObject([{ kind: 'remote-consultation', version: 1 }]);
    });

    it('are published once, however often that is tried', async () => {
      const publish = (change: object) =>
        api.ask(ADMINISTRATOR, 'POST', '/consent-documents', { ...document, after: 1, ...change });
      for (let time = 0; time < 2; time++)
        expect(await publish({})).toMatchObject({ status: 201, json: { document: { version: 2 } } });
      expect(await publish({ after: 2, text: 'Следующая' })).toMatchObject({
        json: { document: { version: 3 } },
      });
      // Another try at the second one is not a fourth.
      expect(await publish({})).toMatchObject({ status: 409, json: { code: 'consent-outdated' } });
    });

    it('never take the place of a text their writer has not seen', async () => {
      const publish = (after: number, kind = 'remote-consultation') =>
        api.said(ADMINISTRATOR, 'POST', '/consent-documents', {
          ...document,
          kind,
          after,
          text: `После ${after}`,
        });
      expect(await publish(0)).toEqual([409, 'consent-outdated']);
      expect(await publish(2)).toEqual([409, 'consent-outdated']);
      expect(await publish(-1)).toEqual([422, 'invalid']);
      expect(await publish(1)).toEqual([201, undefined]);
      expect(await publish(1, 'notifications')).toEqual([409, 'consent-outdated']);
      expect(await publish(0, 'notifications')).toEqual([201, undefined]);
    });
  });
});
