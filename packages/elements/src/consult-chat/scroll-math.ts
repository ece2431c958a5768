/** What is known of a box that scrolls, as the DOM names it. */
export interface Scrolled {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** So close to the end counts as being there: less than a line of text, and rounding at odd zoom levels. */
export const END_SLACK = 24;

/** Whether the reader is at the end, where new messages pull the thread along. */
export function isAtEnd({ scrollTop, scrollHeight, clientHeight }: Scrolled): boolean {
  return scrollHeight - clientHeight - scrollTop <= END_SLACK;
}

/** Whether it is time to draw older messages: less than a screen of them is left above. */
export function isNearTop({ scrollTop, clientHeight }: Scrolled): boolean {
  return scrollTop < clientHeight;
}

/**
 * How much of the element's bottom a phone's keyboard hides: iOS lays it over the page and tells only the visual
 * viewport. A difference below 120 px is the browser's own bars; a zoomed page is left alone.
 */
export function hiddenByKeyboard(
  bottom: number,
  windowHeight: number,
  viewport: { readonly offsetTop: number; readonly height: number; readonly scale: number },
): number {
  const keyboard = windowHeight - viewport.height;
  if (keyboard < 120 || viewport.scale > 1.05) return 0;
  return Math.min(keyboard, Math.max(0, Math.round(bottom - viewport.offsetTop - viewport.height)));
}
