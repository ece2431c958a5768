/** What is dragged or chosen. */
export function transferOf(files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

/** Chooses files in the device's dialog. */
export function choose(el: Element, ...files: File[]) {
  const input = el.shadowRoot!.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
  input.files = transferOf(files).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Drags them over the chat, or drops them on it. Answers whether the browser may do with them what it would. */
export const drag = (el: Element, type: string, files: readonly File[]) =>
  dragTo(el.shadowRoot!.querySelector('.chat')!, type, files);

/** The same anywhere on the page. */
export const dragTo = (target: Element, type: string, files: readonly File[]) => {
  const event = new DragEvent(type, {
    dataTransfer: transferOf(files),
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  return target.dispatchEvent(event);
};
