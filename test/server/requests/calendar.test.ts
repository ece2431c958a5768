import { calendarWith, callDeadline, moscowDay, PRODUCTION_CALENDAR } from '@consult/core';
import { describe, expect, it } from 'vitest';
import { readInstallation } from '../../../server/src/config.js';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import type { Log } from '../../../server/src/deps.js';
import { warnOfCalendar } from '../../../server/src/requests/calendar-warning.js';
import { deadlinesBy } from '../../../server/src/requests/request-service.js';
import { LEAST } from '../config/least.js';

const with2027 = calendarWith({
  2027: { decree: 'CONSULT_DAYS_OFF', transfers: [{ from: '2027-01-02', to: '2027-01-11' }] },
});
const configWith = (calendar = PRODUCTION_CALENDAR) => ({ ...CONFIG_DEFAULTS, origins: [], calendar });

describe('The days off of an installation', () => {
  it('are those that come with the server, unless it is told others', () => {
    expect(readInstallation(LEAST).server.calendar).toEqual(PRODUCTION_CALENDAR);
    const told = readInstallation({ ...LEAST, CONSULT_DAYS_OFF: '2027-01-02/2027-01-11' });
    expect(told.server.calendar).toEqual(with2027);
  });

  it('may be told of several years, and corrected', () => {
    const CONSULT_DAYS_OFF = '2027-01-02/2027-01-11, 2028-01-01/2028-05-02,2026-01-03/2026-01-09';
    const { calendar } = readInstallation({ ...LEAST, CONSULT_DAYS_OFF }).server;
    expect(Object.keys(calendar)).toEqual(['2026', '2027', '2028']);
    expect(calendar[2026]?.transfers).toEqual([{ from: '2026-01-03', to: '2026-01-09' }]);
  });

  it.each([
    '2027-01-02',
    '2027-01-02/2027-01-02',
    '2027-01-02/2028-01-03',
    '2027-02-30/2027-03-01',
    '2027-13-01/2027-03-01',
    '2027-01-02/2027-01-11/2027-01-12',
    '2.01.2027/11.01.2027',
    'x,',
  ])('are refused where they make no sense: %s', (CONSULT_DAYS_OFF) => {
    expect(() => readInstallation({ ...LEAST, CONSULT_DAYS_OFF })).toThrow(/^CONSULT_DAYS_OFF is broken/);
  });

  it('count for what a patient is promised', () => {
    const registered = Date.UTC(2026, 11, 24, 9);
    const promised = (calendar = PRODUCTION_CALENDAR) =>
      deadlinesBy({ config: configWith(calendar) }, registered)(null);
    expect(moscowDay(promised().callBy)).toBe('2027-01-11');
    expect(promised().callByProvisional).toBe(true);
    expect(moscowDay(promised(with2027).callBy)).toBe('2027-01-12');
    expect(promised(with2027).callByProvisional).toBe(false);
    expect(promised().callBy).toBe(callDeadline(registered, []).at);
  });
});

describe('A server that starts', () => {
  const warnings = (at: string, calendar = PRODUCTION_CALENDAR) => {
    const told: unknown[] = [];
    const log: Log = { info() {}, error() {}, warn: ({ code }, event) => told.push([event, code]) };
    warnOfCalendar({ config: configWith(calendar), log, now: () => Date.parse(at) });
    return told;
  };

  it.each([
    ['2026-11-16T12:00:00Z', []],
    ['2026-11-17T12:00:00Z', ['days-off-2027']],
    ['2027-03-01T12:00:00Z', ['days-off-2027']],
    ['2027-12-31T12:00:00Z', ['days-off-2027', 'days-off-2028']],
  ])('at %s warns of %j', (at, codes) => {
    expect(warnings(at)).toEqual(codes.map((code) => ['calendar-provisional', code]));
  });

  it('does not once it is told', () => {
    expect(warnings('2026-12-01T12:00:00Z', with2027)).toEqual([]);
  });
});
