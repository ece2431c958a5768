import type { Readiness } from '@consult/core';

// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in shared/icons.ts.

/** It works. */
export const FINE = 'M20 6 9 17l-5-5';
/** It works, with less. */
export const ATTENTION =
  'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01';
/** It does not work. */
export const BROKEN =
  'm15 9-6 6M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586zM9 9l6 6';
/** It has not been looked at. */
export const UNKNOWN = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM8 12h8';
/** It is being looked at. */
export const UNDER_WAY = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM17 12h.01M12 12h.01M7 12h.01';

/** How ready somebody is: a shape for each word, since colour alone says nothing. */
export const READINESS_SHAPES: Record<Readiness, string> = {
  ready: FINE,
  limited: ATTENTION,
  'not-ready': BROKEN,
  unknown: UNKNOWN,
};
