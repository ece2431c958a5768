import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import type { Person } from '../../../server/src/people/people-store.js';
import { type Adapter, ADMINISTRATOR, CLINIC, NOON, OPERATOR } from '../db/stores.js';

const go = () => undefined;
const RECORD = {
  name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
  birthDate: '1985-03-14',
  specialty: null,
};

/** What every store of people must do. */
export function peopleStoreContract({ open }: Adapter) {
  let stores: Stores;
  beforeEach(async () => void (stores = await open()));
  afterEach(() => stores.close());

  const put = (id: string, record: Parameters<Stores['people']['put']>[2] = RECORD) =>
    stores.people.put(OPERATOR, id, record, NOON, go);

  it('keeps what was entered last', async () => {
    expect(await stores.people.find('per_a')).toBeUndefined();
    expect(await put('per_a')).toEqual({ id: 'per_a', ...RECORD });
    const corrected = { name: { family: 'Орлова', given: 'Елена' }, birthDate: null, specialty: 'Кардиолог' };
    expect(await put('per_a', corrected)).toEqual({ id: 'per_a', ...corrected });
    expect(await stores.people.find('per_a')).toEqual({ id: 'per_a', ...corrected });
  });

  it('tells the rule what is known so far, and keeps nothing that is refused', async () => {
    const asked: (Person | undefined)[] = [];
    const refuse = (known: Person | undefined) => {
      asked.push(known);
      return 'not-allowed' as const;
    };
    await expect(stores.people.put(OPERATOR, 'per_a', RECORD, NOON, refuse)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await stores.people.find('per_a')).toBeUndefined();
    await put('per_a');
    await expect(
      stores.people.put(OPERATOR, 'per_a', { ...RECORD, birthDate: null }, NOON, refuse),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    expect(asked).toEqual([undefined, { id: 'per_a', ...RECORD }]);
    expect(await stores.people.find('per_a')).toMatchObject({ birthDate: RECORD.birthDate });
  });

  it('enters and renames organisations', async () => {
    expect(await stores.people.findOrganisation(CLINIC)).toBeUndefined();
    for (const name of ['Поликлиника № 27', 'Городская поликлиника № 27']) {
      await stores.people.putOrganisation(ADMINISTRATOR, { id: CLINIC, name }, NOON, go);
      expect(await stores.people.findOrganisation(CLINIC)).toEqual({ id: CLINIC, name });
    }
    await expect(
      stores.people.putOrganisation(ADMINISTRATOR, { id: CLINIC, name: 'Иная' }, NOON, () => 'not-allowed'),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('ties a representative only to people it knows', async () => {
    const tie = (patient: string, representative: string) =>
      stores.people.putRepresentation(
        OPERATOR,
        { patient, representative },
        { validFrom: NOON, validTo: null },
        NOON,
        go,
      );
    await put('per_child');
    await expect(tie('per_child', 'per_unknown')).rejects.toMatchObject({ code: 'not-found' });
    await expect(tie('per_unknown', 'per_child')).rejects.toMatchObject({ code: 'not-found' });
    await put('per_parent');
    await expect(tie('per_child', 'per_parent')).resolves.toEqual({ changes: [], former: [] });
    await expect(tie('per_child', 'per_parent')).resolves.toEqual({ changes: [], former: [] });
  });

  it('keeps contacts until it is told others, or to forget them', async () => {
    const contacts = { phone: '+79211234567', email: 'elena@example.test' };
    expect(await put('per_a', { ...RECORD, ...contacts })).toEqual({ id: 'per_a', ...RECORD, ...contacts });
    expect(await put('per_a', { ...RECORD, birthDate: null })).toMatchObject(contacts);
    expect(await put('per_a', { ...RECORD, email: null })).toEqual({
      id: 'per_a',
      ...RECORD,
      phone: contacts.phone,
    });
  });

  it('keeps where an organisation is and when it works, until it is told otherwise', async () => {
    const enter = (record: object) =>
      stores.people.putOrganisation(
        ADMINISTRATOR,
        { id: CLINIC, name: 'Поликлиника № 27', ...record },
        NOON,
        go,
      );
    const weekday: [number, number] = [480, 1200];
    const known = {
      district: 'Невский',
      address: 'ул. Седова, 91',
      phone: '+7 812 560-00-00, доб. 2',
      hours: [weekday, weekday, weekday, weekday, weekday, null, null],
    };
    await enter(known);
    expect(await enter({})).toEqual({ id: CLINIC, name: 'Поликлиника № 27', ...known });
    expect(await enter({ address: null })).not.toHaveProperty('address');
    expect(await stores.people.findOrganisation(CLINIC)).toMatchObject({
      district: 'Невский',
      hours: known.hours,
    });
  });

  it('attaches only patients to organisations it knows', async () => {
    const attach = (patient: string, organisation: string) =>
      stores.people.putAttachment(
        OPERATOR,
        { patient, organisation },
        { validFrom: NOON, validTo: null },
        NOON,
        go,
      );
    await put('per_a');
    await expect(attach('per_a', CLINIC)).rejects.toMatchObject({ code: 'not-found' });
    await stores.people.putOrganisation(ADMINISTRATOR, { id: CLINIC, name: 'Поликлиника № 27' }, NOON, go);
    await expect(attach('per_unknown', CLINIC)).rejects.toMatchObject({ code: 'not-found' });
    await attach('per_a', CLINIC);
    await attach('per_a', CLINIC);
  });
}
