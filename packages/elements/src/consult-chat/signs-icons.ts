// Shapes on the grid of lucide-static (ISC); see `icon` in shared/icons.ts. None is in the first paint.

/** A ring; filled by its styles where somebody is there. */
export const RING = 'M18 12a6 6 0 1 1-12 0 6 6 0 0 1 12 0z';
/** Three dots: somebody writes. */
export const DOTS = 'M5 12h.01M12 12h.01M19 12h.01';
/** One tick: the server has it. */
export const SENT = 'M20 6 9 17l-5-5';
/** Two ticks: it has reached the other side; on a ground of their own: it was read. */
export const READ = 'M18 6 7 17l-5-5m20-2-7.5 7.5L13 16';
