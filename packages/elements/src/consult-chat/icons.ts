// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in shared/icons.ts.

/** An arrow to the left: back. */
export const BACK = 'm12 19-7-7 7-7M19 12H5';
