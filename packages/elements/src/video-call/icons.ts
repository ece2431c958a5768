// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in shared/icons.ts.

/** A handset, crossed out: lay down. */
export const HANDSET_OFF =
  'M10.1 13.9a14 14 0 0 0 3.732 2.668 1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2 18 18 0 0 1-12.728-5.272M22 2 2 22M4.76 13.582A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 .244.473';
export const MICROPHONE =
  'M12 19v3M19 10v2a7 7 0 0 1-14 0v-2M12 2a3 3 0 0 1 3 3v7a3 3 0 0 1-6 0V5a3 3 0 0 1 3-3z';
export const MICROPHONE_OFF =
  'M12 19v3M15 9.34V5a3 3 0 0 0-5.68-1.33M16.95 16.95A7 7 0 0 1 5 12v-2M18.89 13.23A7 7 0 0 0 19 12v-2m-17-8 20 20M9 9v3a3 3 0 0 0 5.12 2.12';
/** A monitor with an arrow up: show the screen. */
export const SCREEN =
  'M13 3H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-3M8 21h8M12 17v4m5-13 5-5m-5 0h5v5';
/** Three dots: more. */
export const MORE = 'M5 12h.01M12 12h.01M19 12h.01';
/** Arrows together and apart: small and large. */
export const SHRINK = 'm14 10 7-7m-1 7h-6V4M3 21l7-7m-6 0h6v6';
export const GROW = 'M15 3h6v6m0-6-7 7M3 21l7-7m-1 7H3v-6';
/** Four arrows from a middle: move. */
export const MOVE = 'M12 2v20M15 19l-3 3-3-3M19 9l3 3-3 3M2 12h20M5 9l-3 3 3 3M9 5l3-3 3 3';
/** A person: where there is no picture. */
export const PERSON = 'M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M16 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0z';
