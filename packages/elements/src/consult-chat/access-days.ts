import { moscowDay } from '@consult/core';
import type { AccessView } from '@consult/core/wire';

/** The same thing done by the same person on one day, and each time it was. */
export interface AccessRow {
  readonly access: AccessView;
  /** ms UTC, earliest first. */
  readonly times: readonly number[];
}

export interface AccessDay {
  /** A moment of that day. */
  readonly at: number;
  readonly rows: readonly AccessRow[];
}

/** Staff first: that is what one looks for. */
const ORDER: Readonly<Record<AccessView['by']['who'], number>> = {
  doctor: 0,
  operator: 0,
  administrator: 0,
  self: 1,
  patient: 1,
  representative: 1,
  clock: 2,
};

/** Groups accesses by day, newest day first; within a day the staff's, then the patient's side's, then the system's. */
export function accessDays(accesses: readonly AccessView[]): AccessDay[] {
  const days = new Map<string, Map<string, { access: AccessView; times: number[] }>>();
  for (const access of accesses) {
    const { at, action, note, file, by } = access;
    const day = moscowDay(at);
    const rows = days.get(day) ?? new Map<string, { access: AccessView; times: number[] }>();
    days.set(day, rows);
    const key = JSON.stringify([action, note, file, by]);
    const row = rows.get(key) ?? { access, times: [] };
    rows.set(key, row);
    row.times.unshift(at);
  }
  return [...days.values()].map((rows) => {
    const sorted = [...rows.values()].sort(
      (one, other) => ORDER[one.access.by.who] - ORDER[other.access.by.who],
    );
    return { at: sorted[0]!.times[0]!, rows: sorted };
  });
}
