import { YEAR_2026 } from './decrees/2026.js';

/** A day off that the Government moves: it is had on `to` instead of on `from`. Both `YYYY-MM-DD`, both in one year. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
}

/** What the Government decreed for one year, and in which decree. */
export interface CalendarYear {
  readonly decree: string;
  readonly transfers: readonly Transfer[];
}

/**
 * The years whose decree is known, by their number. Any other year is computed by the law alone (art. 112 of the Labour
 * Code) and is provisional: its decree, once there, may move days off. Nothing is refused because of it.
 */
export type ProductionCalendar = Readonly<Record<number, CalendarYear>>;

/** The decrees that come with the package. */
export const PRODUCTION_CALENDAR: ProductionCalendar = { 2026: YEAR_2026 };

/** The calendar of an installation: what comes with the package, and further or corrected years of its own. */
export function calendarWith(years: ProductionCalendar): ProductionCalendar {
  return { ...PRODUCTION_CALENDAR, ...years };
}

/** New Year and Christmas. Where one falls on a weekend, only a decree moves the day off (art. 112, part 2). */
const NEW_YEAR = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'];

/** The holidays whose day off moves by itself from a weekend to the next working day (art. 112, part 2). */
const MOVING = ['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'];

/**
 * What a day is for those who work Monday to Friday: `holiday` by law; `day-off`, a weekday on which nobody works because a
 * day off was moved to it; `weekend`; else `working`, a weekend day worked by decree included.
 */
export const DAY_KINDS = ['working', 'weekend', 'day-off', 'holiday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What the day (`YYYY-MM-DD`) is. Any year has an answer. */
export function kindOfDay(day: string, calendar: ProductionCalendar = PRODUCTION_CALENDAR): DayKind {
  if (isHoliday(day)) return 'holiday';
  if (movedTo(day.slice(0, 4), calendar).has(day)) return 'day-off';
  return isWeekend(day) && !workedFor(day, calendar) ? 'weekend' : 'working';
}

/** Whether the day is a working day of the five-day week. */
export function isWorkingDay(day: string, calendar: ProductionCalendar = PRODUCTION_CALENDAR): boolean {
  return kindOfDay(day, calendar) === 'working';
}

/** Whether a decree still to come may make the day other than it is shown; holidays stay what they are. */
export function isProvisional(day: string, calendar: ProductionCalendar = PRODUCTION_CALENDAR): boolean {
  return !hasDecree(Number(day.slice(0, 4)), calendar) && !isHoliday(day);
}

/** Whether the year's decree is known. A server warns its administrator where it is not. */
export function hasDecree(year: number, calendar: ProductionCalendar = PRODUCTION_CALENDAR): boolean {
  return calendar[year] !== undefined;
}

/** For a day off that is worked by decree: the day that is free instead. */
export function workedFor(
  day: string,
  calendar: ProductionCalendar = PRODUCTION_CALENDAR,
): string | undefined {
  return transfersOf(day.slice(0, 4), calendar).find(({ from }) => from === day)?.to;
}

/** 0 for Monday … 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(midnight(day)).getUTCDay() + 6) % 7;
}

/** The day after. */
export function dayAfter(day: string): string {
  return new Date(midnight(day) + 86_400_000).toISOString().slice(0, 10);
}

// A day has no time zone; UTC serves only to count.
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

const isWeekend = (day: string) => weekdayOf(day) > 4;
const isHoliday = (day: string) => NEW_YEAR.includes(day.slice(5)) || MOVING.includes(day.slice(5));
const transfersOf = (year: string, calendar: ProductionCalendar) => calendar[Number(year)]?.transfers ?? [];

/** The days to which days off of the year are moved: by its decree, and by the law where the decree says nothing else. */
function movedTo(year: string, calendar: ProductionCalendar): ReadonlySet<string> {
  const moved = new Set(transfersOf(year, calendar).map(({ to }) => to));
  const isFree = (day: string) => isHoliday(day) || moved.has(day) || isWeekend(day);

  for (const day of MOVING.map((holiday) => `${year}-${holiday}`)) {
    if (!isWeekend(day) || workedFor(day, calendar)) continue;
    let next = dayAfter(day);
    while (isFree(next)) next = dayAfter(next);
    moved.add(next);
  }
  return moved;
}
