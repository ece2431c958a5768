import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/support/screen.js';
import { openChromium, openFirefox } from './browsers.js';
import { type Clinic, openClinic } from './clinic.js';
import { openCouple } from './party.js';

let clinic: Clinic;
let chromium: Browser;
let firefox: Browser;

beforeAll(async () => {
  [clinic, chromium, firefox] = await Promise.all([openClinic(), openChromium(), openFirefox()]);
});
afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close()]);
  await clinic?.close();
});

describe.each([
  ['Chromium', 'Firefox', () => [chromium, firefox] as const],
  ['Firefox', 'Chromium', () => [firefox, chromium] as const],
])('a call from %s to %s', (_, __, browsers) => {
  it('shows each the other, goes on after a reload, and ends', async () => {
    const { doctor, patient, call, untilBothSee, untilEnded, close } = await openCouple(clinic, browsers());
    await call();
    for (const party of [doctor, patient]) await until(async () => (await party.look()).samples > 0);
    await patient.reload();
    await untilBothSee();
    await patient.end();
    await untilEnded('hang-up');
    expect([...doctor.faults, ...patient.faults]).toEqual([]);
    await close();
  });
});
