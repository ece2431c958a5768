import type { NoticeKind } from './notice.js';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Moscow is three hours ahead of UTC, all year round since 26.10.2014. */
const MOSCOW = 3 * HOUR;

/** When nobody is disturbed: minutes since midnight in Moscow, over midnight where `from` is the later. The same twice: never. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** 21:00 to 08:00. */
export const QUIET_HOURS: QuietHours = { from: 21 * 60, to: 8 * 60 };

/** Whoever is told of a time must have so long to make ready for it, in ms. */
const HEADS_UP = HOUR;

/**
 * When a notice that is due `now` leaves: at once, or when the quiet hours end. What is about a time within them, or
 * less than an hour after them, is not held back: it would come too late.
 */
export function leavesAt(moment: number | null, now: number, quiet: QuietHours): number {
  const end = quietUntil(now, quiet);
  return moment !== null && moment > now && moment < end + HEADS_UP ? now : end;
}

/** The end of the quiet hours that `now` is in; `now` itself outside them. */
function quietUntil(now: number, { from, to }: QuietHours): number {
  const sinceMidnight = (now + MOSCOW) % DAY;
  const minute = Math.floor(sinceMidnight / MINUTE);
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return now;
  const end = now - sinceMidnight + to * MINUTE;
  return end > now ? end : end + DAY;
}

/** What a patient is reminded by, and how long before the consultation, in ms; the longest first. */
export const REMINDERS = [
  { kind: 'consultation-tomorrow', before: DAY },
  { kind: 'consultation-soon', before: 15 * MINUTE },
] as const satisfies readonly { readonly kind: NoticeKind; readonly before: number }[];
export type ReminderKind = (typeof REMINDERS)[number]['kind'];

/**
 * The reminder of a consultation whose time has come since `since`. None for one that was appointed after that time; the
 * nearest where the time of both has passed while the server was down.
 */
export function dueReminder(
  { startsAt, appointedAt }: { readonly startsAt: number; readonly appointedAt: number },
  since: number,
  now: number,
): ReminderKind | undefined {
  if (startsAt <= now) return undefined;
  const passed = REMINDERS.filter(({ before }) => startsAt - before <= now);
  const nearest = passed.at(-1);
  if (!nearest) return undefined;
  const due = startsAt - nearest.before;
  return due > since && appointedAt <= due ? nearest.kind : undefined;
}

/** Tries to hand one message over: the first wait, the longest, and how many tries there are. */
const RETRIES = { first: MINUTE, longest: 2 * HOUR, tries: 10 } as const;

/** When to try again after so many tries that failed; `null`: not any more. About six hours in all. */
export function retryAt(tries: number, now: number): number | null {
  if (tries >= RETRIES.tries) return null;
  return now + Math.min(RETRIES.first * 2 ** (tries - 1), RETRIES.longest);
}
