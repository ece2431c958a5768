/**
 * Prints a document alone, whatever else stands on the page around it: by a frame of its own that nobody sees.
 *
 * @param place - Where the frame may stand.
 */
export function printText(place: ParentNode, title: string, lines: readonly string[]): void {
  const frame = document.createElement('iframe');
  frame.className = 'visually-hidden';
  frame.ariaHidden = 'true';
  frame.tabIndex = -1;
  // Firefox replaces the first empty document of a frame: what is written before it has loaded would be lost.
  frame.addEventListener(
    'load',
    () => {
      const page = frame.contentWindow!;
      page.document.title = title;
      page.document.body.append(element(page.document, 'h1', title));
      for (const line of lines) page.document.body.append(element(page.document, 'p', line));
      page.addEventListener('afterprint', () => setTimeout(() => frame.remove()));
      page.print();
    },
    { once: true },
  );
  place.append(frame);
}

function element(page: Document, name: 'h1' | 'p', text: string): HTMLElement {
  const one = page.createElement(name);
  one.textContent = text;
  return one;
}
