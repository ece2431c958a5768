import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../packages/elements/define/consult-desk.js';
import type { ConsultDesk } from '../../packages/elements/src/consult-desk/consult-desk.js';
import { inScheme } from '../support/chat-page.js';
import type { ChatOptions } from '../support/chats.js';
import { part, show, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';

const HEARS = { probe: 'microphone', result: 'ok', cause: null };
const BUSY = { probe: 'camera', result: 'failed', cause: 'device-busy' };
const SLOW = { probe: 'udp', result: 'warning', cause: 'udp-blocked' };
const MISSING = { probe: 'microphone', result: 'failed', cause: 'device-missing' };

async function desk(findings: readonly object[], wishes: ChatOptions = {}, lang: 'ru' | 'en' = 'ru') {
  const house = await aHouse();
  const chat = await house.aChat(wishes);
  const tells = (some: readonly object[]) =>
    house.call('patient', 'PUT', `/v1/chats/${chat.id}/readiness`, { findings: some });
  if (findings.length) await tells(findings);
  const el = await show<ConsultDesk>(
    house.clientOf('doctor'),
    html`<consult-desk chat-id=${chat.id}></consult-desk>`,
    { lang },
  );
  await until(() => part(el, 'card'));
  return { house, chat, el, tells };
}

const said = async (el: Element) => textOf(await lineOf(el));

async function lineOf(el: Element) {
  await until(() => part(el, 'readiness'), 'the line is shown');
  return part(el, 'readiness')!;
}

describe('<consult-desk> tells whether the patient is ready for a call', () => {
  for (const [state, findings, words] of [
    ['unknown', [], 'Пациент ещё не проверял камеру и микрофон.'],
    ['ready', [HEARS], 'Пациент готов к видеозвонку: проверено сегодня в 12:00 (МСК).'],
    ['limited', [HEARS, BUSY, SLOW], 'не всё работает: камера, связь. Проверено сегодня в 12:00 (МСК).'],
    ['not-ready', [MISSING], 'Видеозвонок пока невозможен: микрофон.'],
  ] as const)
    it(`${state}: in words, with a shape`, async () => {
      const { el } = await desk(findings);
      expect(await said(el)).to.contain(words);
      const line = await lineOf(el);
      expect([...line.classList]).to.include(state);
      expect(line.querySelector('svg')).to.exist;
      for (const scheme of ['light', 'dark'] as const) {
        await inScheme(el, scheme);
        await expect(el).to.be.accessible();
      }
    });

  it('in English', async () => {
    const { el } = await desk([HEARS, BUSY], {}, 'en');
    await until(() => textOf(part(el, 'readiness')).includes('not everything works: camera'));
  });

  it('anew when the patient comes', async () => {
    const { house, el, tells } = await desk([]);
    expect(await said(el)).to.contain('ещё не проверял');
    await tells([HEARS]);
    house.clientOf('patient', { network: house.anotherNetwork() }).connection.subscribe(() => undefined);
    await until(() => textOf(part(el, 'readiness')).includes('готов к видеозвонку'));
  });

  it('no more once there is nobody to call', async () => {
    const { el, chat } = await desk([HEARS]);
    await said(el);
    await chat.completes();
    await until(() => part(el, 'readiness') === null);
  });

  it('on a screen of 320 px', async () => {
    const { el } = await desk([HEARS, BUSY, SLOW]);
    await said(el);
    el.style.width = '320px';
    await el.updateComplete;
    expect(el.scrollWidth).to.equal(el.clientWidth);
  });
});
