/** When an organisation works on one weekday: minutes since midnight in Moscow, `[open, close]`; `null`: not at all. */
export type WorkingDay = readonly [openMinute: number, closeMinute: number] | null;

/** When an organisation works, Monday first: seven days. */
export type WorkingHours = readonly WorkingDay[];
