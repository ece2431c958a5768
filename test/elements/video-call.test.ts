import { expect, oneEvent } from '@open-wc/testing';
import type { CallPhase, EndReason, Sending } from '@consult/client/call';
import type { CallEndedEvent } from '../../packages/elements/src/video-call/events.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aPicture, aShownCall } from '../support/shown-call.js';
import { showCall, withControls } from '../support/shown-call-page.js';

const REASONS: EndReason[] = [
  'hang-up',
  'declined',
  'cancelled',
  'no-answer',
  'busy',
  'failed',
  'answered-elsewhere',
];

describe('<video-call> rings', () => {
  it('with who calls, in which specialty, and two answers in words', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }));
    expect(textOf(part(el, 'incoming'))).to.contain('Входящий видеозвонок');
    expect(textOf(part(el, 'caller'))).to.equal('Королёв Сергей Петрович Кардиолог');
    expect([textOf(part(el, 'accept')), textOf(part(el, 'decline'))]).to.deep.equal(['Принять', 'Сбросить']);
    expect(textOf(part(el, 'incoming'))).to.contain('включатся, только когда вы ответите');
  });

  it('so that whoever types answers nothing by accident', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }));
    await until(() => el.shadowRoot!.activeElement);
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'incoming'));
    const dialog = part(el, 'incoming') as HTMLDialogElement;
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(dialog.open).to.equal(true);
  });

  it('and answers, with the camera or without', async () => {
    const shown = aShownCall('patient', { phase: 'incoming' });
    const el = await showCall(shown);
    part(el, 'accept')!.click();
    part(el, 'accept-audio')!.click();
    part(el, 'decline')!.click();
    expect(shown.asked).to.deep.equal(['accept {"audioOnly":false}', 'accept {"audioOnly":true}', 'end']);
  });

  it('on where the page does not want an answer', async () => {
    const shown = aShownCall('patient', { phase: 'incoming' });
    const el = await showCall(shown);
    el.addEventListener('consult-call-accept', (event) => event.preventDefault());
    part(el, 'accept')!.click();
    expect(shown.asked).to.deep.equal([]);
  });

  it('in the title of the page, without a name, and puts it back', async () => {
    const { title } = document;
    const shown = aShownCall('patient', { phase: 'incoming' });
    const el = await showCall(shown);
    await until(() => document.title === 'Входящий видеозвонок');
    shown.tell({ phase: 'connecting' });
    await until(() => part(el, 'stage'));
    await until(() => document.title === title);
  });

  it('until the element leaves the page', async () => {
    const { title } = document;
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }));
    await until(() => document.title === 'Входящий видеозвонок');
    el.remove();
    await until(() => document.title === title);
  });
});

describe('<video-call> goes on', () => {
  const PHASES: [CallPhase, string][] = [
    ['outgoing', 'Звоним: Матросова Е. В.'],
    ['connecting', 'Соединяем…'],
    ['active', 'Разговор идёт'],
    ['reconnecting', 'Восстанавливаем связь…'],
  ];

  for (const [phase, words] of PHASES)
    it(`and says so: ${words}`, async () => {
      const el = await showCall(aShownCall('doctor', { phase }));
      expect(textOf(part(el, 'status'))).to.equal(words);
      expect(part(el, 'status')!.getAttribute('role')).to.equal('status');
      expect(part(el, 'hang-up')).to.exist;
    });

  it('with the other’s picture where it arrives, and never a frozen one without a word', async () => {
    const shown = aShownCall('patient', { remote: aPicture() });
    const el = await showCall(shown);
    expect(part(el, 'without-picture')).to.equal(null);
    expect((part(el, 'remote') as HTMLVideoElement).srcObject).to.equal(shown.call.state.value.remote);
    shown.tell({ phase: 'reconnecting', recovery: 'ice-restart' });
    await until(() => textOf(part(el, 'without-picture')).includes('Восстанавливаем связь…'));
    expect(part(el, 'remote')!.matches('.dimmed')).to.equal(true);
    shown.tell({
      phase: 'active',
      recovery: undefined,
      arriving: { audio: true, video: false },
      theirs: { audio: true, video: false, screen: false },
    });
    await until(() => textOf(part(el, 'without-picture')).includes('камера выключена'));
  });

  it('with a way to try again when all has been tried', async () => {
    const shown = aShownCall('patient', { phase: 'reconnecting', recovery: 'words' });
    const el = await showCall(shown);
    [...el.shadowRoot!.querySelectorAll('button')]
      .find((one) => textOf(one) === 'Попробовать ещё раз')!
      .click();
    expect(shown.asked).to.deep.equal(['retry']);
  });

  const SENDING: [Sending, string, boolean][] = [
    [{ state: 'sending' }, 'включено, собеседник получает', true],
    [{ state: 'starting' }, 'включается…', true],
    [{ state: 'off' }, 'выключено', false],
    [{ state: 'failed', cause: 'device-busy' }, 'не работает: занято другой программой', false],
    [{ state: 'failed', cause: 'denied-by-person' }, 'не работает: доступ запрещён в браузере', false],
    [{ state: 'failed' }, 'не работает: причина неизвестна', false],
  ];

  for (const [sending, words, pressed] of SENDING)
    it(`with a camera of which it is true: ${words}`, async () => {
      const shown = aShownCall('patient', { camera: sending });
      const el = await withControls(await showCall(shown));
      const camera = part(el, 'camera')!;
      expect(textOf(camera)).to.contain(words);
      expect(camera.getAttribute('aria-pressed')).to.equal(String(pressed));
      expect(camera.classList.contains('sending')).to.equal(sending.state === 'sending');
      camera.click();
      expect(shown.asked).to.deep.equal([`setCamera ${!pressed}`]);
    });

  it('with a screen to show for the doctor alone', async () => {
    const doctor = await withControls(await showCall(aShownCall('doctor')));
    const patient = await withControls(await showCall(aShownCall('patient')));
    expect([part(doctor, 'screen') !== null, part(patient, 'screen')]).to.deep.equal([true, null]);
  });

  it('with other devices to choose, the code to compare, and words to type', async () => {
    const shown = aShownCall(
      'patient',
      { code: '123456', captions: [{ id: 'a', own: false, text: 'Вас не слышно', at: 0 }] },
      {
        cameras: [
          { id: 'a', label: 'Встроенная' },
          { id: 'b', label: '' },
        ],
        chosen: { camera: 'a' },
      },
    );
    const el = await withControls(await showCall(shown));
    parts(el, 'control')
      .find((one) => textOf(one) === 'Ещё')!
      .click();
    await until(() => part(el, 'tools'));
    const choice = part(el, 'device') as HTMLSelectElement;
    expect([...choice.options].map(({ text }) => text.trim())).to.deep.equal(['Встроенная', 'Устройство 2']);
    choice.value = 'b';
    choice.dispatchEvent(new Event('change'));
    el.shadowRoot!.querySelector('details')!.open = true;
    expect(textOf(part(el, 'code'))).to.equal('123 456');
    expect(textOf(part(el, 'tools'))).to.contain('Прочитайте код вслух');
    expect(textOf(part(el, 'captions'))).to.contain('Вас не слышно');
    const field = el.shadowRoot!.querySelector<HTMLInputElement>('[name=said]')!;
    field.value = ' Секунду ';
    field.form!.requestSubmit();
    expect(shown.asked).to.deep.equal(['choose "camera" "b"', 'say "Секунду"']);
    expect(field.value).to.equal('');
    await expect(el).to.be.accessible();
  });

  it('with one’s own picture in any corner, by the arrow keys', async () => {
    const el = await withControls(await showCall(aShownCall('patient', { local: aPicture() })));
    const place = el.shadowRoot!.querySelector<HTMLElement>('.self-place')!;
    const press = async (key: string) => {
      place.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await el.updateComplete;
      return place.className;
    };
    expect(await press('ArrowUp')).to.contain('start-end');
    expect(await press('ArrowLeft')).to.contain('start-start');
    expect(await press('ArrowDown')).to.contain('end-start');
    expect(await press('ArrowRight')).to.contain('end-end');
    expect((part(el, 'self') as HTMLVideoElement).muted).to.equal(true);
  });

  it('over the whole page, where the keyboard does not leave it; Escape makes it small and ends nothing', async () => {
    const shown = aShownCall('patient');
    const el = await withControls(await showCall(shown));
    const stage = part(el, 'stage') as HTMLDialogElement;
    expect(stage.matches(':modal')).to.equal(true);
    expect(el.shadowRoot!.activeElement).to.equal(stage);
    stage.dispatchEvent(new Event('cancel', { cancelable: true }));
    await until(() => stage.matches('.compact') && stage.open && !stage.matches(':modal'));
    el.compact = false;
    await until(() => stage.matches(':modal'));
    expect(shown.asked).to.deep.equal([]);
  });

  it('where it is moved, open as it was', async () => {
    const el = await withControls(await showCall(aShownCall('patient')));
    el.parentElement!.append(el);
    await until(() => (part(el, 'stage') as HTMLDialogElement).matches(':modal'));
  });

  it('and is opened again where the browser has closed it', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }));
    (part(el, 'incoming') as HTMLDialogElement).close();
    await until(() => (part(el, 'incoming') as HTMLDialogElement).matches(':modal'));
  });

  it('without taking the focus from somebody who writes, where it is small', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const shown = aShownCall('patient');
    const el = await showCall(shown, {}, true);
    expect((part(el, 'stage') as HTMLDialogElement).open).to.equal(true);
    expect(document.activeElement).to.equal(field);
    field.remove();
  });

  it('with devices that come and go, also after it was away', async () => {
    const shown = aShownCall('patient', {}, { cameras: [{ id: 'a', label: 'Одна' }] });
    const el = await withControls(await showCall(shown));
    const { parentElement } = el;
    const openTools = async () => {
      parts(el, 'control')
        .find((one) => textOf(one) === 'Ещё')!
        .click();
      await until(() => part(el, 'tools'));
    };
    await openTools();
    el.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parentElement!.append(el);
    await withControls(el);
    await openTools();
    shown.plug({ cameras: ['a', 'b'].map((id) => ({ id, label: id })) });
    await until(() => part(el, 'device'));
  });

  it('small while one reads the chat', async () => {
    const el = await withControls(await showCall(aShownCall('patient')));
    parts(el, 'control')
      .find((one) => textOf(one) === 'Свернуть')!
      .click();
    await until(() => part(el, 'stage')!.matches('.compact'));
    expect(el.hasAttribute('compact')).to.equal(true);
    await until(() => parts(el, 'control').some((one) => textOf(one) === 'Развернуть'));
  });

  it('with the last words the other one has typed, for who does not hear', async () => {
    const shown = aShownCall('patient');
    const el = await showCall(shown);
    shown.tell({ captions: [{ id: 'a', own: false, text: 'Вас не слышно', at: 0 }] });
    await until(() => textOf(part(el, 'caption')) === 'Вас не слышно');
  });

  it('on another page, and is put away there', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'elsewhere' }));
    [...el.shadowRoot!.querySelectorAll('button')].find((one) => textOf(one) === 'Закрыть')!.click();
    await until(() => !part(el, 'stage'));
  });

  it('ringing where the tag is moved', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }));
    el.parentElement!.append(el);
    await until(
      () =>
        (part(el, 'incoming') as HTMLDialogElement).matches(':modal') &&
        document.title === 'Входящий видеозвонок',
    );
  });

  it('on another page, until it is brought here', async () => {
    const shown = aShownCall('patient', { phase: 'elsewhere' });
    const el = await showCall(shown);
    [...el.shadowRoot!.querySelectorAll('button')].find((one) => textOf(one) === 'Перенести сюда')!.click();
    expect(shown.asked).to.deep.equal(['take']);
  });

  it('and tells the page when the two see one another, once', async () => {
    const shown = aShownCall('patient', { phase: 'connecting' });
    const el = await showCall(shown);
    let told = 0;
    el.addEventListener('consult-call-connected', () => told++);
    shown.tell({ phase: 'active' });
    await until(() => told === 1);
    shown.tell({ phase: 'reconnecting' });
    await until(() => textOf(part(el, 'status')) === 'Восстанавливаем связь…');
    shown.tell({ phase: 'active' });
    await until(() => textOf(part(el, 'status')) === 'Разговор идёт');
    expect(told).to.equal(1);
  });
});

describe('<video-call> is over', () => {
  for (const side of ['patient', 'doctor'] as const)
    for (const end of REASONS)
      it(`for the ${side} by ${end}: what happened, and one thing to do`, async () => {
        const shown = aShownCall(side, { phase: 'ended', end });
        const el = await showCall(shown);
        const words = textOf(part(el, 'ended'));
        expect(words).to.match(/\p{L}{4}/u);
        expect(words).not.to.contain('undefined');
        expect(parts(el, 'next')).to.have.length(end === 'answered-elsewhere' ? 0 : 1);
        await expect(el).to.be.accessible();
        part(el, 'close')!.click();
        await until(() => !part(el, 'ended'));
      });

  it('and the page is told how', async () => {
    const shown = aShownCall('patient');
    const el = await showCall(shown);
    const ended = oneEvent<CallEndedEvent>(el, 'consult-call-ended');
    shown.tell({ phase: 'ended', end: 'hang-up' });
    expect((await ended).reason).to.equal('hang-up');
  });

  it('and the way leads to the chat, to the check, or to another call', async () => {
    const follow = async (side: 'patient' | 'doctor', end: EndReason) => {
      const shown = aShownCall(side, { phase: 'ended', end });
      const el = await showCall(shown);
      const told: string[] = [];
      for (const type of ['consult-call-chat', 'consult-call-check'])
        el.addEventListener(type, () => told.push(type));
      part(el, 'next')!.click();
      await Promise.resolve();
      return [...told, ...shown.asked.filter((one) => one.startsWith('ring'))].map(
        (one) => one.split(' ')[0],
      );
    };
    expect(await follow('patient', 'hang-up')).to.deep.equal(['consult-call-chat']);
    expect(await follow('patient', 'failed')).to.deep.equal(['consult-call-check']);
    expect(await follow('doctor', 'no-answer')).to.deep.equal(['ring']);
  });
});

describe('<video-call> after a call', () => {
  it('says why there is no further one', async () => {
    const shown = aShownCall('doctor', { phase: 'ended', end: 'no-answer' });
    shown.refuse('chat-finished');
    const el = await showCall(shown);
    part(el, 'next')!.click();
    await until(() => textOf(part(el, 'problem')).includes('Консультация завершена'));
    expect(part(el, 'ended')).to.exist;
  });
});

describe('<video-call> is accessible', () => {
  for (const phase of ['incoming', 'outgoing', 'connecting', 'active', 'reconnecting', 'elsewhere'] as const)
    for (const scheme of ['light', 'dark'] as const)
      it(`${phase}, ${scheme}`, async () => {
        const el = await showCall(aShownCall('patient', { phase, quality: 'fair', problem: undefined }));
        if (part(el, 'controls')) await withControls(el);
        await inScheme(el, scheme);
        await expect(el).to.be.accessible();
      });

  it('in English', async () => {
    const el = await showCall(aShownCall('patient', { phase: 'incoming' }), { lang: 'en' });
    await until(() => textOf(part(el, 'accept')) === 'Answer');
    expect(part(el, 'incoming')!.lang).to.equal('en');
  });
});
