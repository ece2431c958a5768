import { expect, fixture, html } from '@open-wc/testing';
import '../../packages/elements/define/consult-desk.js';
import '../../packages/elements/define/video-call.js';
import type { VideoCall } from '../../packages/elements/src/video-call/video-call.js';
import { installBroker } from '../support/calls.js';
import type { ChatInHouse } from '../support/chats.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';

let uninstall: () => void = () => undefined;
afterEach(() => uninstall());

/** A house whose broker PeerJS can reach from this page, on the page's own clock: media runs in real time. */
async function aHouseWithCalls(): Promise<House> {
  const house = await aHouse({ running: true, now: Date.now() });
  uninstall = installBroker(house.server.broker);
  return house;
}

/** The doctor's page with a desk, and the patient's. */
async function twoPages(house: House, chat: ChatInHouse) {
  const doctor = house.clientOf(chat.doctor);
  const patient = house.clientOf(chat.speaker);
  const both = await fixture<HTMLElement>(
    html`<div>
      <consult-provider .client=${doctor} lang="ru" .chatId=${chat.id}>
        <consult-desk></consult-desk><video-call id="doctor" compact></video-call>
      </consult-provider>
      <consult-provider .client=${patient} lang="ru"
        ><video-call id="patient" compact></video-call
      ></consult-provider>
    </div>`,
  );
  return {
    both,
    desk: both.querySelector('consult-desk')!,
    doctor: both.querySelector<VideoCall>('#doctor')!,
    patient: both.querySelector<VideoCall>('#patient')!,
  };
}

const rang = async (house: House) => {
  const chat = await house.aChat();
  const pages = await twoPages(house, chat);
  await until(() => part(pages.desk, 'call')?.matches(':enabled'), 'the desk may ring');
  part(pages.desk, 'call')!.click();
  await until(() => part(pages.patient, 'incoming'), 'it rings');
  return { ...pages, chat };
};

const seen = (el: VideoCall) => {
  const video = part(el, 'remote') as HTMLVideoElement | null;
  return textOf(part(el, 'status')) === 'Разговор идёт' && (video?.videoWidth ?? 0) > 100;
};

describe('A video call between two pages', function () {
  this.timeout(60_000);

  it('rings, is answered, is seen by both, and ends for both', async () => {
    const house = await aHouseWithCalls();
    const { desk, doctor, patient, chat } = await rang(house);
    expect(textOf(part(desk, 'call-state'))).to.equal('Звоним пациенту…');
    part(patient, 'accept')!.click();
    await until(() => seen(patient) && seen(doctor), 'both see one another');
    await until(() => textOf(part(patient, 'camera')).includes('собеседник получает'), 'the camera is green');
    const local = patient.call!.state.value.local!;
    part(patient, 'hang-up')!.click();
    await until(() => part(patient, 'ended') && part(doctor, 'ended'), 'it is over for both');
    expect(local.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true);
    const notes = (await chat.entries()).filter(({ kind }) => kind === 'note');
    expect(notes.at(-1)).to.include({ note: 'call-ended' });
    expect(house.server.broker.size).to.equal(0);
  });

  it('is not to be begun on a page that would not show it', async () => {
    const house = await aHouseWithCalls();
    const { desk, doctor } = await twoPages(house, await house.aChat());
    await until(() => part(desk, 'call'), 'the desk may ring');
    doctor.remove();
    await until(() => !part(desk, 'call'), 'it may no more');
  });

  it('is declined in words', async () => {
    const house = await aHouseWithCalls();
    const { desk, doctor, patient } = await rang(house);
    part(patient, 'decline')!.click();
    await until(() => textOf(part(doctor, 'ended')).includes('Пациент отклонил звонок'));
    expect(textOf(part(desk, 'call-state'))).to.equal('Пациент отклонил звонок.');
    expect(textOf(part(patient, 'ended'))).to.contain('Вы отклонили звонок');
  });

  it('outlives a tag that is moved, and lets go of everything when it is removed', async () => {
    const house = await aHouseWithCalls();
    const { both, doctor, patient } = await rang(house);
    part(patient, 'accept')!.click();
    await until(() => seen(patient) && seen(doctor), 'both see one another');
    const local = patient.call!.state.value.local!;
    const provider = patient.parentElement!;
    both.prepend(provider);
    provider.append(patient);
    await until(() => seen(patient), 'it goes on');
    expect(local.getTracks().every(({ readyState }) => readyState === 'live')).to.equal(true);
    patient.remove();
    await until(
      () => local.getTracks().every(({ readyState }) => readyState === 'ended'),
      'the camera is off',
    );
    await until(() => textOf(part(doctor, 'status')) !== 'Разговор идёт', 'the other side is told');
  });

  it('switches the camera off and on, and the other side is told', async () => {
    const house = await aHouseWithCalls();
    const { doctor, patient } = await rang(house);
    part(patient, 'accept')!.click();
    await until(() => seen(patient) && seen(doctor), 'both see one another');
    await until(() => part(patient, 'camera'));
    part(patient, 'camera')!.click();
    await until(() => textOf(part(doctor, 'without-picture')).includes('камера выключена'), 'told');
    part(patient, 'camera')!.click();
    await until(() => !part(doctor, 'without-picture'), 'the picture is back');
  });

  it('ends with the consultation', async () => {
    const house = await aHouseWithCalls();
    const { doctor, patient, chat } = await rang(house);
    part(patient, 'accept')!.click();
    await until(() => seen(patient) && seen(doctor), 'both see one another');
    await house.call(chat.doctor, 'POST', `/v1/chats/${chat.id}/complete`, {
      outcome: 'no-conclusion',
      reason: 'Недостаточно сведений',
    });
    await until(() => part(patient, 'ended') && part(doctor, 'ended'), 'it is over for both');
    expect(parts(doctor, 'ended')).to.have.length(1);
  });
});
