// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in shared/icons.ts. None is in the first paint.

/** An arrow that flies off: send. */
export const SEND =
  'M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904zM6 12h16';
/** A clock: on its way, or waiting. */
export const CLOCK = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM12 6v6l4 2';
/** An arrow down: to the end. */
export const DOWN = 'M12 5v14m7-7-7 7-7-7';
/** A bin. */
export const BIN =
  'M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2';
/** A person with a tick: somebody is in charge now. */
export const ASSIGNED =
  'm16 11 2 2 4-4M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M13 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0z';
/** A tick in a circle: done. */
export const DONE = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zm-6-3-5.5 5.5L8 12';
/** A cross in a circle: it will not be. */
export const CALLED_OFF = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zm-7-3-6 6m0-6 6 6';
/** An arrow that turns back: an answer. */
export const REPLY = 'M20 18v-2a4 4 0 0 0-4-4H4m5 5-5-5 5-5';
/** Two sheets: a copy. */
export const COPY =
  'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2';
/** A cross: away with it. */
export const CLOSE = 'M18 6 6 18M6 6l12 12';
/** Angles up and down: to the one before and after. */
export const UP = 'm18 15-6-6-6 6';
export const BELOW = 'm6 9 6 6 6-6';
/** Three dots, one above another: a menu. */
export const MENU =
  'M13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0zm0-7a1 1 0 1 1-2 0 1 1 0 0 1 2 0zm0 14a1 1 0 1 1-2 0 1 1 0 0 1 2 0z';
/** An eye: who has looked. */
export const EYE =
  'M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z';
/** An arrow down into a tray: to keep. */
export const SAVE = 'M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4m4-5 5 5 5-5';
