/** How long the eye has to find what it was led to, in ms. */
const SHOWN_FOR = 1600;

/**
 * Lets the eye find an entry that was gone to, and takes the focus there where `focus`: a screen reader goes on reading
 * from it. The light stays still for those who want no motion.
 */
export function showEntry(entry: HTMLElement, focus: boolean) {
  if (focus) {
    entry.tabIndex = -1;
    entry.addEventListener('blur', () => entry.removeAttribute('tabindex'), { once: true });
    entry.focus({ preventScroll: true });
  }
  const bubble = entry.querySelector<HTMLElement>('.bubble') ?? entry;
  const colour = getComputedStyle(bubble).getPropertyValue('--_accent').trim();
  const light = { outline: `3px solid ${colour}`, outlineOffset: '2px' };
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  bubble.animate([light, calm ? light : { ...light, outlineColor: 'transparent' }], SHOWN_FOR);
}
