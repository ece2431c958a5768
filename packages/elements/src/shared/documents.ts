/** How long the browser's viewer may ask for a document it shows, in ms. After that its address leads nowhere. */
const SHOWN = 5 * 60_000;

/**
 * Opens a tab for a document that has to be fetched first: a browser lets a page open one in the very moment of the
 * click, and not later. Where it is refused even then, the document is saved instead.
 *
 * The tab shows it in the browser's own viewer, by an address that this page alone knows.
 */
export async function openDocument(
  words: { readonly title: string; readonly loading: string },
  name: string,
  fetch: () => Promise<Blob>,
): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    if (!tab) return saveBlob(await fetch(), name);
    tab.opener = null;
    tab.document.title = words.title;
    tab.document.body.textContent = words.loading;
    tab.location.replace(addressOf(await fetch()));
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** Saves a document under a name. */
export async function saveDocument(name: string, fetch: () => Promise<Blob>, type?: string): Promise<void> {
  saveBlob(await fetch(), name, type);
}

function saveBlob(document: Blob, name: string, type?: string) {
  const link = globalThis.document.createElement('a');
  link.href = addressOf(document, type);
  link.download = name;
  link.click();
}

/** The type is ours to say: whatever came is shown as a PDF or not at all. */
function addressOf(document: Blob, type = 'application/pdf'): string {
  const address = URL.createObjectURL(new Blob([document], { type }));
  setTimeout(() => URL.revokeObjectURL(address), SHOWN);
  return address;
}
