import { html, nothing } from 'lit';
import { icon } from './icons.js';

/** What stands where something is empty, lost or refused: a drawing, what it is, what to do, and one action. */
export const notice = (path: string, title: string, hint: string, action: unknown = nothing) => html`
  <div part="notice" class="notice">
    ${icon(path)}
    <p class="title">${title}</p>
    <p>${hint}</p>
    ${action}
  </div>
`;
