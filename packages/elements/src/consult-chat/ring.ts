import { html } from 'lit';

/** The length of the ring's line. */
const AROUND = 2 * Math.PI * 10;

/** How far something has come, 0 … 1, as a ring that closes. */
export const renderRing = (progress: number, words: string) =>
  html`<span
    class="ring"
    role="progressbar"
    aria-label=${words}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(progress * 100)}
  >
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle class="rail" cx="12" cy="12" r="10" />
      <circle cx="12" cy="12" r="10" stroke-dasharray="${progress * AROUND} ${AROUND}" />
    </svg>
  </span>`;
