import { html } from 'lit';

/**
 * A drawing of one path on a 24 × 24 grid, in the colour of the text around it. It only decorates: what it means
 * stands beside it in words.
 */
export const icon = (path: string) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path.

/** A magnifying glass. */
export const SEARCH = 'm21 21-4.34-4.34M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0z';
