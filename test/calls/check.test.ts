import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, openPage } from './browsers.js';
import { type Clinic, openClinic } from './clinic.js';
import { type Coturn, startCoturn } from './coturn.js';
import { type Home, openStreet, type Street } from './network.js';
import type { CheckPage } from './pages/check.js';

let street: Street;
let home: Home;
let coturn: Coturn;
let clinic: Clinic;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  street = await openStreet();
  home = await street.home({ nat: true });
  coturn = await startCoturn(street);
  clinic = await openClinic({ scripts: { check: 'test/calls/pages/check.ts' }, env: coturn.settings });
  await street.carry(clinic.ports);
  browser = await openChromium(home);
  ({ page } = await openPage(browser));
  await page.goto(clinic.pageOf('patient', 'check'));
  await page.waitForFunction(() => 'page' in globalThis);
});
afterAll(async () => {
  await browser?.close();
  await clinic?.close();
  await coturn?.stop();
  await street?.close();
});

/** Presses the button, and answers what was found of the lines and what the person reads of them. */
const look = async () => {
  const { findings, readiness, said } = await page.evaluate(async () => {
    const { page } = globalThis as unknown as { page: CheckPage };
    await page.check();
    return { findings: page.findings(), readiness: page.readiness(), said: page.said() };
  });
  const of = (probe: string) => findings.find((finding) => finding.probe === probe);
  const { name: _, ...blockers } = said.find(({ name }) => name.startsWith('Антивирус'))!;
  return { readiness, udp: of('udp'), turn: of('turn'), said: blockers };
};

describe('a check at home, behind a router', () => {
  it('finds both ways open in a free network', async () => {
    expect(await look()).toEqual({
      readiness: 'ready',
      udp: { probe: 'udp', result: 'ok', cause: null, evidence: 'srflx, relay' },
      turn: { probe: 'turn', result: 'ok', cause: null, evidence: 'udp, tcp' },
      said: { state: 'В порядке', causes: [], action: undefined },
    });
  });

  it('says that the network blocks UDP, and that a call is possible all the same, by TCP', async () => {
    await home.blockUdp();
    expect(await look()).toEqual({
      readiness: 'limited',
      udp: { probe: 'udp', result: 'warning', cause: 'udp-blocked', evidence: 'host' },
      turn: { probe: 'turn', result: 'ok', cause: null, evidence: 'tcp' },
      said: {
        state: 'Есть замечание',
        causes: ['Прямая передача видео. Сеть не пропускает видео напрямую, возможны задержки.'],
        action: 'Подключитесь к другой сети, например к домашней или мобильной.',
      },
    });
    await home.allowUdp();
  });

  it('says that the relay refuses it, and blames no network, where the two servers disagree', async () => {
    await clinic.restart({ ...coturn.settings, CONSULT_TURN_SECRET: 'not the one of coturn' });
    expect(await look()).toEqual({
      readiness: 'limited', // the direct way is open
      udp: { probe: 'udp', result: 'ok', cause: null, evidence: 'srflx' },
      turn: { probe: 'turn', result: 'warning', cause: 'turn-refused', evidence: '401' },
      said: {
        state: 'Есть замечание',
        causes: ['Передача через наш сервер. Сервер не дал запасного пути для видео.'],
        action: 'Обновите страницу и проверьте снова.',
      },
    });
    await clinic.restart(coturn.settings);
  });

  it('says that the relay does not answer, and nothing of UDP, where coturn stands still', async () => {
    await coturn.stop();
    expect(await look()).toEqual({
      readiness: 'not-ready',
      udp: { probe: 'udp', result: 'skipped', cause: 'turn-unreachable' },
      turn: { probe: 'turn', result: 'failed', cause: 'turn-unreachable', evidence: '701' },
      said: {
        state: 'Не работает',
        causes: ['Передача через наш сервер. Запасной путь для видео закрыт.'],
        action:
          'Проверьте снова без VPN или из другой сети. Если и там закрыто, сообщите в поддержку портала.',
      },
    });
  });
});
