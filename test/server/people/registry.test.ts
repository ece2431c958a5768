import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { ADMINISTRATOR, DOCTOR, NOON, OPERATOR, OTHER_PATIENT, PATIENT } from '../db/stores.js';

describe('the API of people', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  describe('the registry', () => {
    const record = { name: { family: 'Новикова', given: 'Анна' }, birthDate: '1990-06-02', specialty: null };
    const term = { validFrom: NOON, validTo: null };

    it('enters patients by an operator, and doctors by an administrator', async () => {
      expect((await api.ask(OPERATOR, 'PUT', '/people/per_new', record)).json).toEqual({
        id: 'per_new',
        ...record,
      });
      const doctor = { ...record, specialty: 'Невролог' };
      expect(await api.said(OPERATOR, 'PUT', '/people/per_new', doctor)).toEqual([403, 'not-allowed']);
      expect(await api.said(ADMINISTRATOR, 'PUT', '/people/per_new', doctor)).toEqual([200, undefined]);
      expect(await api.said(OPERATOR, 'PUT', '/people/per_new', record)).toEqual([403, 'not-allowed']);
      for (const actor of [PATIENT, DOCTOR])
        expect(await api.said(actor, 'PUT', `/people/${actor.person}`, record)).toEqual([403, 'not-allowed']);
      expect(await api.said(OPERATOR, 'PUT', '/people/per%20new', record)).toEqual([404, 'not-found']);
      for (const wrong of [{ birthDate: '1990-13-01' }, { name: { family: '', given: 'А' } }, { extra: 1 }])
        expect(await api.said(OPERATOR, 'PUT', '/people/per_x', { ...record, ...wrong })).toEqual([
          422,
          'invalid',
        ]);
    });

    it('lets somebody speak for another', async () => {
      const path = `/people/${OTHER_PATIENT.person}/representatives/${PATIENT.person}`;
      const chat = await api.chatOf({ patient: OTHER_PATIENT.person });
      expect(await api.said(PATIENT, 'GET', `/chats/${chat}`)).toEqual([404, 'not-found']);
      expect((await api.ask(OPERATOR, 'PUT', path, term)).json).toEqual(term);
      expect(await api.said(PATIENT, 'GET', `/chats/${chat}`)).toEqual([200, undefined]);
      await api.ask(OPERATOR, 'PUT', path, { ...term, validTo: NOON + 1 });
      api.now = NOON + 1;
      expect(await api.said(PATIENT, 'GET', `/chats/${chat}`)).toEqual([404, 'not-found']);
      expect(await api.said(PATIENT, 'PUT', path, term)).toEqual([403, 'not-allowed']);
      expect(await api.said(OPERATOR, 'PUT', path, { ...term, validTo: NOON })).toEqual([422, 'invalid']);
      expect(
        await api.said(OPERATOR, 'PUT', '/people/per_patient/representatives/per_patient', term),
      ).toEqual([422, 'invalid']);
      expect(
        await api.said(OPERATOR, 'PUT', '/people/per_patient/representatives/per_unknown', term),
      ).toEqual([404, 'not-found']);
    });

    it('attaches patients to the operator’s own organisation, and by an administrator to any', async () => {
      const path = `/people/${PATIENT.person}/attachments/${OPERATOR.organisation}`;
      expect((await api.ask(OPERATOR, 'PUT', path, term)).json).toEqual(term);
      expect(await api.said(ADMINISTRATOR, 'PUT', path, term)).toEqual([200, undefined]);
      for (const actor of [PATIENT, DOCTOR, { ...OPERATOR, organisation: 'org_2' }])
        expect(await api.said(actor, 'PUT', path, term)).toEqual([403, 'not-allowed']);
      expect(await api.said(OPERATOR, 'PUT', path, { ...term, validTo: NOON })).toEqual([422, 'invalid']);
      expect(
        await api.said(ADMINISTRATOR, 'PUT', '/people/per_patient/attachments/org_unknown', term),
      ).toEqual([404, 'not-found']);
    });

    it('takes only telephones it can dial, and hours that make sense', async () => {
      const contacts = { phone: '+79211234567', email: 'anna@example.test' };
      expect((await api.ask(OPERATOR, 'PUT', '/people/per_new', { ...record, ...contacts })).json).toEqual({
        id: 'per_new',
        ...record,
        ...contacts,
      });
      for (const wrong of [{ phone: '89211234567' }, { phone: '' }, { email: 'anna' }])
        expect(await api.said(OPERATOR, 'PUT', '/people/per_new', { ...record, ...wrong })).toEqual([
          422,
          'invalid',
        ]);
      const day = [540, 1440];
      const hours = (...days: unknown[]) => ({ name: 'Больница', hours: days });
      for (const [body, said] of [
        [hours(day, day, day, day, day, null, null), [200, undefined]],
        [hours(day), [422, 'invalid']],
        [hours([540, 540], day, day, day, day, null, null), [422, 'invalid']],
        [hours([540, 1441], day, day, day, day, null, null), [422, 'invalid']],
      ] as const)
        expect(await api.said(ADMINISTRATOR, 'PUT', '/organisations/org_2', body)).toEqual(said);
    });

    it('names organisations by an administrator', async () => {
      const name = { name: 'Больница № 2' };
      expect((await api.ask(ADMINISTRATOR, 'PUT', '/organisations/org_2', name)).json).toEqual({
        id: 'org_2',
        ...name,
      });
      expect(await api.said(OPERATOR, 'PUT', '/organisations/org_2', name)).toEqual([403, 'not-allowed']);
      expect(await api.said(ADMINISTRATOR, 'PUT', '/organisations/org.2', name)).toEqual([404, 'not-found']);
    });
  });
});
