// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in icons.ts.

/** A day of the calendar. */
export const CALENDAR =
  'M8 2v3M16 2v3M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM3 9h18';
/** Time that runs. */
export const CLOCK = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM12 6v6l4 2';
/** A tray with nothing in it. */
export const INBOX =
  'M22 12h-6l-2 3h-4l-2-3H2M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z';
/** Take away. */
export const TAKE_AWAY = 'M18 6 6 18M6 6l12 12';
