import { afterEach, describe, expect, it } from 'vitest';
import { PROBES } from '@consult/core';
import { closeHouses, aHouse } from '../support/house.js';
import { eventually } from '../support/eventually.js';
import { aBrowser, BRISK } from '../support/a-browser.js';
import { aCheck } from './support/a-check.js';
import { aTab } from './support/a-tab.js';
import { openCheck } from '../../packages/client/src/check.js';
import { until } from './support/until.js';

afterEach(closeHouses);

describe('a check', () => {
  it('asks nothing of anybody until it is told to', async () => {
    const { check, browser } = await aCheck();
    expect(check.state.value).toEqual({ running: false, findings: [], readiness: 'unknown' });
    expect(browser.questions).toEqual([]);
  });

  it('finds everything in order, asks the person once, and says that one is ready', async () => {
    const { check, browser } = await aCheck();
    await check.run();
    const { findings, readiness, running, current } = check.state.value;
    expect(findings.map(({ probe }) => probe)).toEqual(PROBES);
    expect(findings.filter(({ result }) => result !== 'ok').map(({ probe }) => probe)).toEqual([
      'speaker', // nobody has been asked yet
      'udp', // this installation names no servers
      'turn',
    ]);
    expect([readiness, running, current]).toEqual(['ready', false, undefined]);
    expect(browser.questions).toEqual(['camera+microphone']);
  });

  it('tells which question is open, and what it has found so far', async () => {
    const { check } = await aCheck({ refuses: { camera: 'hangs' } });
    const seen: (string | undefined)[] = [];
    check.state.subscribe(() => {
      const { current, running } = check.state.value;
      if (running && seen.at(-1) !== current) seen.push(current);
    });
    await check.run();
    expect(seen.filter((one) => one !== undefined)).toEqual(PROBES);
  });

  it('asks only what is wanted and keeps the rest', async () => {
    const { check, browser } = await aCheck({ refuses: { camera: ['NotReadableError'] } });
    await check.run();
    expect(check.state.value.readiness).toBe('limited');
    browser.change({});
    await check.retry('picture');
    const { findings, readiness } = check.state.value;
    expect(findings.map(({ probe }) => probe)).toEqual(PROBES);
    expect(readiness).toBe('ready');
    expect(browser.questions).toEqual(['camera+microphone', 'camera', 'microphone', 'camera']);
  });

  it('makes two runs wait for each other', async () => {
    const { check, browser } = await aCheck();
    const both = [check.run(['camera']), check.run(['microphone'])];
    expect(check.state.value.running).toBe(true);
    await both[0];
    expect(check.state.value.running).toBe(true);
    await both[1];
    expect(check.state.value.running).toBe(false);
    expect(browser.questions).toEqual(['camera', 'microphone']);
  });

  it('shows the picture and how loud it is while the devices are on, and then nothing', async () => {
    const { check, browser } = await aCheck();
    await check.run();
    expect(check.preview.value).toBeDefined();
    await until(check.level, (level) => level > 0.5);
    check.release();
    expect([check.preview.value, check.level.value]).toEqual([undefined, 0]);
    expect(browser.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(browser.open.size).toBe(0);
    expect(check.state.value.readiness, 'what was found stays').toBe('ready');
  });

  it('notices that a device is unplugged', async () => {
    const { check, browser, found } = await aCheck();
    await check.run();
    browser.tracks.find(({ kind }) => kind === 'video')!.unplug();
    expect(found('camera')).toBe('failed device-missing');
    expect(check.preview.value).toBeUndefined();
    expect(check.state.value.readiness).toBe('limited');
  });

  it('believes the person about the speaker, and asks again only when told to', async () => {
    const { check, browser, found } = await aCheck();
    await check.run();
    expect(found('speaker')).toBe('skipped not-asked-yet');
    await check.playTone();
    check.heard(false);
    expect(found('speaker')).toBe('failed speaker-silent');
    expect(check.state.value.readiness).toBe('not-ready');
    await check.run();
    expect(found('speaker'), 'said is said').toBe('failed speaker-silent');
    check.heard(true);
    expect(found('speaker')).toBe('ok');
    expect(browser.questions).toContain('tone');
  });

  it('leaves nothing running when it is closed in the middle', async () => {
    for (const probe of ['picture', 'sound', 'socket', 'webrtc', 'udp'] as const) {
      const wishes = {
        loudness: () => 0,
        line: { silent: true },
        times: { look: 60_000, speech: 60_000, socket: 60_000, loopback: 60_000, gather: 60_000 },
        ports: { live: () => ({ close: () => undefined }) },
        client: aTab(await aHouse(), 'patient', { live: null }),
      };
      const { check, browser } = await aCheck(wishes);
      const device = probe === 'picture' ? 'camera' : 'microphone';
      const running = check.run([device, probe]);
      await until(check.state, ({ current }) => current === probe);
      check.close();
      await running;
      expect(
        browser.tracks.filter(({ readyState }) => readyState === 'live'),
        probe,
      ).toEqual([]);
      await eventually(() => expect(browser.open.size, probe).toBe(0));
      expect(check.state.value.running).toBe(false);
    }
  });

  it('stops a camera that comes when nobody waits for it any more', async () => {
    const browser = aBrowser();
    let [give, ask] = [() => {}, () => {}];
    const late = new Promise<void>((resolve) => (give = resolve));
    const asked = new Promise<void>((resolve) => (ask = resolve));
    const { mediaDevices } = browser.ports;
    const { check } = await aCheck({
      ports: {
        mediaDevices: {
          ...mediaDevices!,
          getUserMedia: (wanted) => {
            ask();
            return late.then(() => mediaDevices!.getUserMedia(wanted));
          },
        },
      },
    });
    const running = check.run(['camera']);
    await asked;
    check.close();
    give();
    await running;
    await eventually(() => expect(browser.tracks.map(({ readyState }) => readyState)).toEqual(['ended']));
  });

  it('asks for no camera that is not wanted any more', async () => {
    const { check, browser } = await aCheck();
    const running = check.run(['camera']);
    check.close();
    await running;
    expect(browser.questions).toEqual([]);
  });

  it('says nothing outside of a browser but that it cannot be done there', async () => {
    const check = openCheck(aTab(await aHouse(), 'patient'), { times: BRISK });
    await check.run(['browser', 'secure', 'camera-permission', 'webrtc']);
    expect(check.state.value.findings.map(({ result, cause }) => `${result} ${cause}`)).toEqual([
      'failed browser-too-old',
      'failed insecure-origin',
      'failed insecure-origin',
      'failed webrtc-missing',
    ]);
    check.close();
  });
});
