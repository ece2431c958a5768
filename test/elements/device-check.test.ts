import { expect, oneEvent } from '@open-wc/testing';
import { openCheck, type CheckHandle, type CheckPorts } from '@consult/client/check';
import { html } from 'lit';
import type { DeviceCheck } from '../../packages/elements/src/device-check/device-check.js';
import type { CheckFinishedEvent } from '../../packages/elements/src/device-check/events.js';
import { inScheme, settled } from '../support/chat-page.js';
import { begin, done, item, refusing, SHORT, showCheck } from '../support/check-page.js';
import { part, show, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';

const handles: CheckHandle[] = [];

async function shown(ports: Partial<CheckPorts> = {}, lang: 'ru' | 'en' = 'ru') {
  const house = await aHouse();
  const client = house.clientOf('patient');
  const { el, check } = await showCheck(client, ports, { lang });
  handles.push(check);
  return { house, client, el, check };
}

/** Counts the camera and microphone tracks the page holds, by listening to the real browser. */
function watchTracks() {
  const real = navigator.mediaDevices;
  const tracks: MediaStreamTrack[] = [];
  const mediaDevices: CheckPorts['mediaDevices'] = {
    async getUserMedia(wanted) {
      const stream = await real.getUserMedia(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    },
    enumerateDevices: () => real.enumerateDevices(),
  };
  return { mediaDevices, live: () => tracks.filter(({ readyState }) => readyState === 'live') };
}

const DENIED: Partial<CheckPorts> = { ...refusing('NotAllowedError'), permission: async () => 'denied' };

describe('<device-check>', function () {
  this.timeout(30_000);

  afterEach(() => {
    for (const handle of handles.splice(0)) handle.close();
  });

  it('asks for nothing until the person begins', async () => {
    const { mediaDevices, live } = watchTracks();
    const { el, check } = await shown({ mediaDevices });
    expect(textOf(part(el, 'intro'))).to.contain('Браузер спросит, можно ли включить камеру и микрофон');
    expect(check.state.value.findings).to.deep.equal([]);
    expect(live()).to.deep.equal([]);
    await expect(el).to.be.accessible();
  });

  it('looks at real devices, shows the picture and the level, and says that all is ready', async () => {
    const { mediaDevices, live } = watchTracks();
    const { el, check } = await shown({ mediaDevices });
    const finished = oneEvent(el, 'consult-check-finished') as Promise<CheckFinishedEvent>;
    await begin(el);
    const found = Object.fromEntries(check.state.value.findings.map((one) => [one.probe, one]));
    for (const probe of ['browser', 'secure', 'policy', 'camera', 'microphone', 'server', 'socket', 'webrtc'])
      expect(found[probe]!.result, probe).to.equal('ok');
    expect(found['picture'], 'the fake camera moves').to.include({ result: 'ok', cause: null });
    expect(found['picture']!.evidence).to.match(/^\d+×\d+/);
    expect(found['camera-permission']!.result).to.equal('ok');
    expect((await finished).readiness).to.equal(check.state.value.readiness);
    const video = part(el, 'picture') as HTMLVideoElement;
    await until(() => video.videoWidth > 0, 'the preview moves');
    expect(live()).to.have.length(2);
    expect(textOf(part(el, 'summary'))).to.match(/Всё готово|Можно разговаривать, но не всё работает/);
  });

  it('turns the devices off when the person wants it, and when the element leaves', async () => {
    const { mediaDevices, live } = watchTracks();
    const house = await aHouse();
    const client = house.clientOf('patient');
    const el = await show<DeviceCheck>(client, html`<device-check></device-check>`);
    const real = Object.getOwnPropertyDescriptor(Navigator.prototype, 'mediaDevices')!;
    Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true });
    const fresh = document.createElement('device-check');
    el.replaceWith(fresh);
    try {
      await until(() => part(fresh, 'start'));
      await until(() => !(part(fresh, 'start') as HTMLButtonElement).disabled);
      await begin(fresh);
      expect(live()).to.have.length(2);
      part(fresh, 'turn-off')!.click();
      expect(live()).to.deep.equal([]);
      await until(() => part(fresh, 'preview') === null);
      expect(fresh.shadowRoot!.activeElement).to.equal(part(fresh, 'again'));
      part(fresh, 'again')!.click();
      await until(() => live().length === 2);
      fresh.remove();
      await until(() => live().length === 0, 'the camera is released');
    } finally {
      delete (navigator as { mediaDevices?: unknown }).mediaDevices;
      expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'mediaDevices')).to.deep.equal(real);
    }
  });

  it('keeps the camera on when it is moved within the page', async () => {
    const { mediaDevices, live } = watchTracks();
    const { el } = await shown({ mediaDevices });
    await begin(el);
    el.parentElement!.append(el);
    await settled();
    expect(live()).to.have.length(2);
  });

  it('says who denied it and where to allow it, in this browser', async () => {
    const { el, check } = await shown(DENIED);
    await begin(el);
    expect(textOf(item(el, 2))).to.contain('Разрешения браузера Не работает');
    expect(textOf(item(el, 2))).to.contain('В браузере запрещён доступ.');
    const action = textOf(item(el, 2).querySelector('[part=action]'));
    expect(action).to.contain(check.agent.browser === 'firefox' ? 'перечёркнутую' : 'значок слева от адреса');
    expect(item(el, 2).querySelectorAll('[part=action]').length, 'one action').to.equal(1);
    expect(textOf(part(el, 'summary'))).to.contain('Пока нельзя разговаривать');
    await expect(el).to.be.accessible();
  });

  for (const [system, browser, words] of [
    ['windows', 'chrome', '«Параметры» → «Конфиденциальность»'],
    ['macos', 'safari', '«Системные настройки»'],
    ['android', 'yandex', '«Приложения» → Яндекс Браузер'],
    ['ios', 'safari', '«Настройки» → Safari'],
    ['linux', 'firefox', 'настройки приватности'],
  ] as const)
    it(`says where ${system} allows it`, async () => {
      const { el } = await shown({
        ...refusing('NotAllowedError', 'Permission denied by system'),
        agent: { browser, system, version: 140 },
      });
      await begin(el);
      expect(textOf(item(el, 2).querySelector('[part=action]'))).to.contain(words);
    });

  it('says that another program has the devices, and finds that it has let go', async () => {
    const { mediaDevices } = watchTracks();
    let busy = true;
    const { el, check } = await shown({
      mediaDevices: {
        ...mediaDevices!,
        getUserMedia: (wanted) =>
          busy
            ? Promise.reject(new DOMException('', 'NotReadableError'))
            : mediaDevices!.getUserMedia(wanted),
      },
    });
    await begin(el);
    expect(textOf(item(el, 3))).to.contain('Камера, микрофон. Устройство занято другой программой.');
    expect(textOf(item(el, 3).querySelector('[part=action]'))).to.contain('Skype, Zoom');
    busy = false;
    const retry = item(el, 3).querySelector<HTMLElement>('[part=retry]')!;
    retry.focus();
    retry.click();
    await until(() => check.state.value.running);
    await done(el);
    expect(textOf(item(el, 3))).not.to.contain('занято');
    expect(el.shadowRoot!.activeElement, 'focus stays').to.equal(item(el, 3).querySelector('[part=retry]'));
  });

  it('asks whether the tone was heard, and believes the answer', async () => {
    let played = 0;
    const { el } = await shown({ ...DENIED, playTone: async () => void played++ });
    await begin(el);
    expect(part(el, 'heard')).to.equal(null);
    part(el, 'play')!.click();
    await until(() => part(el, 'not-heard'));
    expect(played).to.equal(1);
    const told = oneEvent(el, 'consult-check-finished') as Promise<CheckFinishedEvent>;
    part(el, 'not-heard')!.click();
    expect((await told).readiness).to.equal('not-ready');
    await until(() => textOf(item(el, 3)).includes('Вы не услышали звук.'));
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'play'));
    part(el, 'play')!.click();
    await until(() => part(el, 'heard'));
    part(el, 'heard')!.click();
    await until(() => !textOf(item(el, 3)).includes('Вы не услышали звук.'));
  });

  it('says so where the browser plays nothing', async () => {
    const { el } = await shown({ ...DENIED, playTone: () => Promise.reject(new Error()) });
    await begin(el);
    part(el, 'play')!.click();
    await until(() => textOf(part(el, 'speaker')).includes('Браузер не проиграл звук'));
  });

  it('really plays a tone', async () => {
    const { el, check } = await shown(DENIED);
    await begin(el);
    const played = await check.playTone().then(
      () => true,
      () => false,
    );
    expect(played).to.be.a('boolean'); // a browser may refuse sound nobody has asked for with a hand
  });

  it('tells what it is looking at, and asks the person to speak', async () => {
    const { mediaDevices } = watchTracks();
    const { el } = await shown({ mediaDevices, openMeter: () => ({ loudness: () => 0, close: () => {} }) });
    const said = new Set<string>();
    part(el, 'start')!.click();
    await until(() => {
      said.add(textOf(part(el, 'summary')));
      return part(el, 'again')?.getAttribute('aria-disabled') === 'false';
    });
    expect([...said].some((words) => words.includes('Скажите что-нибудь'))).to.equal(true);
    expect(textOf(item(el, 3))).to.contain('Микрофон молчит.');
    expect(el.shadowRoot!.querySelector('[role=status]')).to.exist;
  });

  it('shows what it has measured to those who want to see', async () => {
    const { el } = await shown(DENIED);
    await begin(el);
    item(el, 1).querySelector<HTMLElement>('summary')!.click();
    expect(textOf(item(el, 1).querySelector('details'))).to.match(/Сервер В порядке \d+ ms/);
  });

  it('speaks English', async () => {
    const { el } = await shown(DENIED, 'en');
    await begin(el);
    expect(textOf(part(el, 'summary'))).to.contain('You cannot talk yet');
    expect(textOf(item(el, 2))).to.contain('Access is blocked in the browser.');
    expect(textOf(el.shadowRoot)).not.to.match(/[а-яё]/i);
  });

  it('waits for a connection before it can begin', async () => {
    const el = await show<DeviceCheck>(undefined, html`<device-check></device-check>`);
    expect((part(el, 'start') as HTMLButtonElement).disabled).to.equal(true);
    await expect(el).to.be.accessible();
  });

  it('tells the doctor of the chat that is chosen, and of nobody’s devices', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const client = house.clientOf('patient');
    const el = await show<DeviceCheck>(client, html`<device-check></device-check>`, { chatId: chat.id });
    await until(() => !(part(el, 'start') as HTMLButtonElement).disabled);
    await begin(el);
    await until(() =>
      house.network.exchanges.some(
        ({ method, path }) => method === 'PUT' && path === `/v1/chats/${chat.id}/readiness`,
      ),
    );
    el.remove();
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible with something of everything, ${scheme}`, async () => {
      const { el } = await shown({
        mediaDevices: watchTracks().mediaDevices,
        openEye: () => ({ look: () => ({ width: 2, height: 2, brightness: [0, 0, 0, 0] }), close: () => {} }),
        isNative: () => false,
      });
      await begin(el);
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
      for (const details of el.shadowRoot!.querySelectorAll('details')) details.open = true;
      await expect(el).to.be.accessible();
    });

  it('fits a screen of 320 px', async () => {
    const { el } = await shown(DENIED);
    el.style.width = '320px';
    await begin(el);
    for (const details of el.shadowRoot!.querySelectorAll('details')) details.open = true;
    expect(el.scrollWidth).to.equal(el.clientWidth);
  });

  it('leaves nothing open when its check is closed in the middle', async () => {
    const { mediaDevices, live } = watchTracks();
    const house = await aHouse();
    const check = openCheck(house.clientOf('patient'), { ports: { mediaDevices }, times: SHORT });
    const running = check.run();
    await until(() => live().length === 2);
    check.close();
    await running;
    expect(live()).to.deep.equal([]);
  });
});
