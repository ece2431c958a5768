import { html } from 'lit';

/** Grey shapes where something is coming: said at once to who cannot see them, and to everybody when it takes long. */
export const loading = (said: string, slow: string, shapes = 2) =>
  html`<div class="loading" role="status">
    <p class="visually-hidden">${said}</p>
    ${Array.from({ length: shapes }, () => html`<div class="shape"></div>`)}
    <p class="slow">${slow}</p>
  </div>`;
