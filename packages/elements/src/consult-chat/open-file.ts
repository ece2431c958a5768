/** A tab for a document that is still to come: browsers open one only in the reader's own click. `null`: not even then. */
export function openTab(): Window | null {
  const tab = window.open('about:blank', '_blank');
  if (tab) tab.opener = null;
  return tab;
}

/** How long an address of bytes stays good: the tab that shows it reads it once, and may be loaded again. */
const LIFE = 10 * 60 * 1000;

/** An address of these bytes as this type, whatever the answer called them: nothing may run that came as a document. */
export function addressOf(bytes: Blob, type: string): string {
  const url = URL.createObjectURL(bytes.slice(0, bytes.size, type));
  setTimeout(() => URL.revokeObjectURL(url), LIFE);
  return url;
}

/** Has the browser save it. */
export function save(bytes: Blob, name: string) {
  const link = document.createElement('a');
  link.href = addressOf(bytes, 'application/octet-stream');
  link.download = name;
  link.click();
}
