import { afterEach, describe, expect, it } from 'vitest';
import { createLeases } from '../../../server/src/feed/leases.js';
import type { Reader } from '../../../server/src/feed/feed.js';
import { closeHouses } from '../../support/house.js';
import { aPdf } from '../../support/papers.js';
import { aFilesRig } from './files-rig.js';

afterEach(closeHouses);

describe('A download that has begun', () => {
  it('breaks off for the doctor who has lost the consultation, and for nobody else', async () => {
    const { sent, ask, path, chat } = await aFilesRig();
    const file = await sent();
    const asking = (as: 'doctor' | 'patient' | 'surgeon') => ask('GET', `${path}/files/${file.id}`, { as });
    const [former, patients] = [await asking('doctor'), await asking('patient')];
    expect([former.status, patients.status]).toEqual([200, 200]);
    await chat.passesTo('surgeon');
    await expect(former.arrayBuffer()).rejects.toThrow();
    expect((await patients.arrayBuffer()).byteLength).toBe(file.size);
    expect((await asking('doctor')).status).toBe(404);
    expect((await (await asking('surgeon')).arrayBuffer()).byteLength).toBe(file.size);
  });

  it('breaks off for everybody when its message is taken back', async () => {
    const { sent, ask, path, chat } = await aFilesRig();
    const [file, other] = [await sent(), await sent(aPdf('другой'))];
    const asking = (id: string) => ask('GET', `${path}/files/${id}`, { as: 'doctor' });
    const [cut, whole] = [await asking(file.id), await asking(other.id)];
    const { seq } = (await chat.entries()).find(
      (entry) => 'files' in entry && entry.files?.[0]?.id === file.id,
    )!;
    await chat.deletes('patient', seq);
    await expect(cut.arrayBuffer()).rejects.toThrow();
    expect((await whole.arrayBuffer()).byteLength).toBe(other.size);
  });

  it('does not begin for the doctor who loses the consultation before its first byte', async () => {
    const { sent, ask, path, chat, deps } = await aFilesRig();
    const file = await sent();
    const { read } = deps.bytes;
    deps.bytes.read = async (place) => {
      await chat.passesTo('surgeon');
      return read(place);
    };
    expect((await ask('GET', `${path}/files/${file.id}`, { as: 'doctor' })).status).toBe(404);
  });

  it('breaks off with the session of the person', async () => {
    const { sent, ask, path, deps, house, chat } = await aFilesRig();
    const file = await sent(aPdf('заключение'));
    const answer = await ask('GET', `${path}/files/${file.id}`, { as: 'patient' });
    deps.feed.expel({ person: chat.patient.id });
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect(house.closed).toBe(false);
  });
});

describe('What is handed out', () => {
  const DOCTOR: Reader = { person: 'per_1', role: 'doctor' };

  it('ends for the person, the role and the chat that are meant', () => {
    const leases = createLeases();
    const meant = leases.take('cht_1', 'fil_1', DOCTOR);
    const others = [
      leases.take('cht_2', 'fil_1', DOCTOR),
      leases.take('cht_1', 'fil_1', { ...DOCTOR, role: 'patient' }),
      leases.take('cht_1', 'fil_1', { ...DOCTOR, person: 'per_2' }),
    ];
    leases.cut('cht_1', [DOCTOR], []);
    expect(meant.signal.aborted).toBe(true);
    expect(others.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
    leases.cutAll(({ person }) => person === 'per_1');
    expect(others.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  });

  it('ends with the file, for whoever is getting it', () => {
    const leases = createLeases();
    const [one, other, elsewhere] = [
      leases.take('cht_1', 'fil_1', DOCTOR),
      leases.take('cht_1', 'fil_2', DOCTOR),
      leases.take('cht_2', 'fil_1', DOCTOR),
    ];
    leases.cut('cht_1', [], ['fil_1']);
    expect([one, other, elsewhere].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
  });

  it('is nobody’s to end once it has been handed out', () => {
    const leases = createLeases();
    const lease = leases.take('cht_1', 'fil_1', DOCTOR);
    lease.end();
    leases.cut('cht_1', [DOCTOR], []);
    expect(lease.signal.aborted).toBe(false);
  });
});
