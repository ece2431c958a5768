import { LIMITS } from './limits.js';
import { moscowDay, moscowMoment } from './person.js';
import {
  dayAfter,
  isProvisional,
  isWorkingDay,
  kindOfDay,
  PRODUCTION_CALENDAR,
  type ProductionCalendar,
  weekdayOf,
  workedFor,
} from './production-calendar.js';

/** The day `n` working days later; day 1 is the next working day, 0 is the day itself. */
export function addWorkingDays(
  day: string,
  n: number,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): {
  readonly day: string;
  /** Whether a decree still to come may move it. */
  readonly provisional: boolean;
} {
  let reached = day;
  let provisional = false;
  for (let left = n; left > 0;) {
    reached = dayAfter(reached);
    provisional ||= isProvisional(reached, calendar);
    if (isWorkingDay(reached, calendar)) left--;
  }
  return { day: reached, provisional };
}

/** How many working days there are after `from` up to and with `to`: what is left until a deadline. 0 where `to` is not later. */
export function workingDaysBetween(
  from: string,
  to: string,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): number {
  let count = 0;
  for (let day = from; day < to;) {
    day = dayAfter(day);
    if (isWorkingDay(day, calendar)) count++;
  }
  return count;
}

/** When an organisation opens and closes on a day, in minutes since midnight in Moscow, `open < close ≤ 1440`; `null`: not at all. */
export type DayHours = readonly [open: number, close: number] | null;

/** The working hours of an organisation by weekday, Monday first. */
export type WorkingHours = readonly DayHours[];

/**
 * When the organisation works on that day. Its own Saturdays and Sundays count as it says; on holidays, and on weekdays
 * made free, it is closed. A weekend day worked by decree has, where the organisation has no hours for it, those of the
 * day that is free instead. The hour by which the day before a holiday is shorter (art. 95 of the Labour Code) is not
 * taken off: clinics in shifts do not close earlier.
 */
export function hoursOn(
  day: string,
  hours: WorkingHours,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): DayHours {
  const kind = kindOfDay(day, calendar);
  if (kind === 'holiday' || kind === 'day-off') return null;
  const free = workedFor(day, calendar);
  return hours[weekdayOf(day)] ?? (free ? hours[weekdayOf(free)] : null) ?? null;
}

/** Whether the organisation works at this moment; at the minute it closes it no longer does. */
export function isOpenAt(
  at: number,
  hours: WorkingHours,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): boolean {
  const day = moscowDay(at);
  const [open, close] = hoursOn(day, hours, calendar) ?? [0, 0];
  return at >= moscowMoment(day, open) && at < moscowMoment(day, close);
}

/**
 * Until when the registry telephones (manual §3: «в течение 5 рабочих дней с даты регистрации заявки»). Day 1 is the next
 * working day in Moscow, whatever the hour of registration; the last one ends when the organisation closes. Where it does
 * not work on that working day, the time ends when it closes on the next day it works; one that never works has until the
 * end of the last working day.
 */
export function callDeadline(
  registeredAt: number,
  hours: WorkingHours,
  days: number = LIMITS.callDays,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): {
  /** ms UTC. */
  readonly at: number;
  /** Whether a decree still to come may move it. */
  readonly provisional: boolean;
} {
  let { day, provisional } = addWorkingDays(moscowDay(registeredAt), days, calendar);
  if (!hours.some(Boolean)) return { at: endOfDay(day), provisional };

  let open = hoursOn(day, hours, calendar);
  while (!open) {
    day = dayAfter(day);
    provisional ||= isProvisional(day, calendar);
    open = hoursOn(day, hours, calendar);
  }
  return { at: Math.min(moscowMoment(day, open[1]), endOfDay(day)), provisional };
}

/**
 * Until when a planned consultation is given (manual §3: «не более 10 дней с момента регистрации вашей заявки»): the end of
 * the last of so many calendar days in Moscow.
 */
export function consultDeadline(registeredAt: number, days: number = LIMITS.consultDays): number {
  return endOfDay(moscowDay(registeredAt + days * 86_400_000));
}

/** The last millisecond of the day: a moment that is still shown as that day. */
const endOfDay = (day: string) => moscowMoment(day, 24 * 60) - 1;
