/** Every element in the canvas that matches, shadows included. */
function* reach(root: ParentNode, selector: string): Generator<HTMLElement> {
  yield* root.querySelectorAll<HTMLElement>(selector);
  for (const host of root.querySelectorAll('*')) if (host.shadowRoot) yield* reach(host.shadowRoot, selector);
}

/**
 * Waits until something in the canvas matches, with `text` in it if that is given, and answers the first of it.
 * Gives up after five seconds.
 */
export async function find<T extends HTMLElement>(
  canvas: HTMLElement,
  selector: string,
  text = '',
): Promise<T> {
  for (const until = performance.now() + PATIENCE; performance.now() < until; await frame()) {
    for (const found of reach(canvas, selector)) if (found.textContent!.includes(text)) return found as T;
  }
  throw new Error(`nothing in the story matches ${selector} ${text}`);
}

/**
 * A story's own check that it shows what it is about. `text` is what people wrote, not words of the elements: those
 * change with the language of the toolbar.
 */
export const shows =
  (selector: string, text?: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> => {
    await find(canvasElement, selector, text);
  };

/** Types into a field as a person would, as far as a page can. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: text }));
}

const frame = () => new Promise(requestAnimationFrame);

const PATIENCE = 5000;
