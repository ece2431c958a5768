import { expect } from '@open-wc/testing';
import type { VideoCall } from '../../packages/elements/src/video-call/video-call.js';
import { inScheme } from '../support/chat-page.js';
import { part, until } from '../support/fixtures.js';
import { aShownCall } from '../support/shown-call.js';
import { showCall } from '../support/shown-call-page.js';

const EDGE = 16;

const showSmall = async (lang: 'ru' | 'en' = 'ru') => {
  const el = await showCall(aShownCall('patient'), { lang }, true);
  await until(() => handle(el), 'the handle');
  return el;
};
const handle = (el: VideoCall) => part(el, 'move')!;
/** Where it is when it has arrived: in a page that is not at the front browsers do not move it on the way. */
function box(el: VideoCall): DOMRect {
  const stage = part(el, 'stage')!;
  for (const moving of stage.getAnimations()) moving.finish();
  return stage.getBoundingClientRect();
}

/** Which corner of the page the window stands in, to the pixel; else how far it is from the left and the top. */
function place(el: VideoCall): string {
  const { left, right, top, bottom } = box(el);
  const { clientWidth } = document.documentElement;
  const near = (one: number, other: number) => Math.abs(one - other) < 1;
  const row = near(top, EDGE) ? 'top' : near(bottom, innerHeight - EDGE) ? 'bottom' : undefined;
  const column = near(left, EDGE) ? 'left' : near(right, clientWidth - EDGE) ? 'right' : undefined;
  return row && column ? `${row} ${column}` : `${Math.round(left)} ${Math.round(top)}`;
}
const stands = (el: VideoCall, where: string) => until(() => place(el) === where, where);

async function goTo(el: VideoCall, corner: string) {
  for (let pressed = 0; pressed < 4 && place(el) !== corner; pressed++) {
    const before = place(el);
    handle(el).click();
    await until(() => place(el) !== before && /[a-z]/.test(place(el)));
  }
  await stands(el, corner);
}

const press = (el: VideoCall, key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  handle(el).dispatchEvent(event);
  return event.defaultPrevented;
};

/** Drags the handle, and lets go as `end` says; a browser sends a press after a pointer that was up. */
function drag(el: VideoCall, [byX, byY]: readonly [number, number], end: string = 'pointerup') {
  const { left, top } = handle(el).getBoundingClientRect();
  const say = (type: string, x: number, y: number) =>
    handle(el).dispatchEvent(
      new PointerEvent(type, {
        pointerId: 41,
        button: 0,
        clientX: left + x,
        clientY: top + y,
        bubbles: true,
      }),
    );
  say('pointerdown', 20, 20);
  say('pointermove', 20 + byX / 2, 20 + byY / 2);
  say('pointermove', 20 + byX, 20 + byY);
  say(end, 20 + byX, 20 + byY);
  if (end === 'pointerup') handle(el).click();
}

describe('The small window of a call', () => {
  it('stands at the bottom, at the end of the lines, until somebody moves it', async () => {
    const el = await showSmall();
    expect(place(el)).to.equal('bottom right');
    expect(part(el, 'stage')!.hasAttribute('style')).to.equal(false);
    await expect(el).to.be.accessible();
  });

  it('goes from corner to corner by presses, so that nobody has to drag', async () => {
    const el = await showSmall();
    await goTo(el, 'bottom right');
    for (const corner of ['bottom left', 'top left', 'top right', 'bottom right']) {
      handle(el).click();
      await stands(el, corner);
    }
    const { width, height } = handle(el).getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(44);
    expect(handle(el).getAttribute('aria-label')).to.match(/^Переместить окно/);
  });

  it('goes where it is dragged, and no press comes of that', async () => {
    const el = await showSmall();
    await goTo(el, 'top left');
    drag(el, [100, 60]);
    await stands(el, '116 76');
    drag(el, [-30, 10]);
    await stands(el, '86 86');
    expect(part(el, 'stage')!.hasAttribute('style')).to.equal(false);
  });

  it('is not taken along by a hand that trembles, or by another finger', async () => {
    const el = await showSmall();
    await goTo(el, 'top left');
    drag(el, [2, 2]); // a press
    await stands(el, 'top right');
    await goTo(el, 'top left');
    handle(el).dispatchEvent(new PointerEvent('pointermove', { pointerId: 7, clientX: 400, clientY: 400 }));
    expect(place(el)).to.equal('top left');
  });

  it('stays where a drag was broken off, and takes the next press as one', async () => {
    const el = await showSmall();
    await goTo(el, 'top left');
    drag(el, [50, 40], 'pointercancel');
    await stands(el, '66 56');
    handle(el).click();
    await stands(el, 'top right');
  });

  it('goes by the arrow keys, which do not scroll the page; others are the page’s', async () => {
    const el = await showSmall();
    await goTo(el, 'top left');
    expect([press(el, 'ArrowRight'), press(el, 'ArrowDown'), press(el, 'ArrowRight')]).to.not.include(false);
    await stands(el, '80 48');
    press(el, 'ArrowLeft');
    press(el, 'ArrowUp');
    await until(() => place(el) === '48 16');
    expect(press(el, 'PageDown')).to.equal(false);
  });

  it('never leaves the page', async () => {
    const el = await showSmall();
    await goTo(el, 'top left');
    drag(el, [-5_000, -5_000]);
    await stands(el, 'top left');
    drag(el, [5_000, 5_000]);
    await stands(el, 'bottom right');
    for (let n = 0; n < 3; n++) press(el, 'ArrowDown');
    await stands(el, 'bottom right');
  });

  it('stands where it was in the next call, and after it was large', async () => {
    const first = await showSmall();
    await goTo(first, 'top left');
    first.compact = false;
    await until(() => part(first, 'stage')!.matches(':modal'));
    expect(part(first, 'move')).to.equal(null);
    expect(box(first).width).to.equal(document.documentElement.clientWidth);
    first.compact = true;
    await until(() => handle(first));
    await stands(first, 'top left');
    first.remove();
    const next = await showSmall();
    await stands(next, 'top left');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible where it was moved (${scheme})`, async () => {
      const el = await showSmall();
      await inScheme(el, scheme);
      await goTo(el, 'top left');
      await expect(el).to.be.accessible();
    });

  it('says how in English', async () => {
    const el = await showSmall('en');
    await until(() => handle(el).getAttribute('aria-label')?.startsWith('Move the window'));
  });
});
