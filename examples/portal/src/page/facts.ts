import { el } from './dom.js';

/** Names and values, a line each. */
export const facts = (...rows: readonly (readonly [name: string, value: string | Node])[]): HTMLElement =>
  el(
    'dl',
    { className: 'facts' },
    ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );
