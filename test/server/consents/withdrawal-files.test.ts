import type { ConsentStatuses } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { closeHouses } from '../../support/house.js';
import { aPdf } from '../../support/papers.js';
import { aFilesRig, told, type FilesRig } from '../files/files-rig.js';

afterEach(closeHouses);

/** Takes back what the patient of the chat has agreed to. */
async function withdraw({ house, chat }: FilesRig, kind: string) {
  const { statuses } = await house.call<ConsentStatuses>('patient', 'GET', '/v1/consents');
  const status = statuses.find((one) => one.kind === kind && one.patient.id === chat.patient.id)!;
  await house.call('patient', 'POST', `/v1/consents/${status.acts[0]!.id}/withdraw`);
}

async function agreeToNotifications({ house, chat }: FilesRig) {
  const draft = { kind: 'notifications', title: 'Уведомления', text: 'Я согласна.' };
  const { document } = await house.call<{ document: { kind: string; version: number; hash: string } }>(
    'administrator',
    'POST',
    '/v1/consent-documents',
    draft,
  );
  const { kind, version, hash } = document;
  await house.call('patient', 'POST', '/v1/consents', {
    key: house.newKey(),
    ...{ kind, version, hash, patient: chat.patient.id },
  });
}

describe('When a consent is taken back', () => {
  it('an upload under way is refused, and nothing of it is kept', async () => {
    const rig = await aFilesRig();
    const [first, rest] = [aPdf().slice(0, 4), aPdf().slice(4)];
    const before = await rig.places();
    let withdrawn: Promise<void> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(first),
      async pull(controller) {
        await (withdrawn ??= withdraw(rig, 'remote-consultation'));
        controller.enqueue(rest);
        controller.close();
      },
    });
    expect(await rig.refused(body)).toBe('consent-needed');
    expect(await rig.places()).toBe(before);
  });

  it('what was uploaded before can be put on no message', async () => {
    const rig = await aFilesRig();
    const file = await rig.uploaded();
    await withdraw(rig, 'remote-consultation');
    expect(await told(await rig.send([file.id]))).toBe('consent-needed');
  });

  it.each(['remote-consultation', 'notifications'])(
    'a download that has begun breaks off: %s',
    async (kind) => {
      const rig = await aFilesRig();
      await agreeToNotifications(rig);
      const file = await rig.sent();
      const asking = (as: 'patient' | 'doctor') => rig.ask('GET', `${rig.path}/files/${file.id}`, { as });
      const [hers, doctors] = [await asking('patient'), await asking('doctor')];
      expect([hers.status, doctors.status]).toEqual([200, 200]);
      await withdraw(rig, kind);
      await expect(hers.arrayBuffer()).rejects.toThrow();
      expect((await doctors.arrayBuffer()).byteLength).toBe(file.size);
      expect(await told(await asking('patient'))).toBe(
        kind === 'notifications' ? 'documents-hidden' : 'consent-needed',
      );
      expect((await asking('doctor')).status).toBe(200);
    },
  );

  it('documents may still be sent while those to be read are hidden', async () => {
    const rig = await aFilesRig();
    await agreeToNotifications(rig);
    await withdraw(rig, 'notifications');
    const file = await rig.sent();
    expect(await told(await rig.ask('GET', `${rig.path}/files/${file.id}`, { as: 'patient' }))).toBe(
      'documents-hidden',
    );
  });
});
