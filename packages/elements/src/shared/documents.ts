import { addressOf, saveFile } from './save-file.js';

const PDF = 'application/pdf';

/** A tab for a document that is still to come: browsers open one only in the reader's own click. `null`: not even then. */
export function openTab(): Window | null {
  const tab = window.open('about:blank', '_blank');
  if (tab) tab.opener = null;
  return tab;
}

/**
 * Opens a PDF that has to be fetched first in the browser's own viewer. Where no tab may be opened for it, the document is
 * saved instead.
 */
export async function openDocument(
  words: { readonly title: string; readonly loading: string },
  name: string,
  fetch: () => Promise<Blob>,
): Promise<void> {
  const tab = openTab();
  try {
    if (!tab) return saveFile(await fetch(), name, PDF);
    tab.document.title = words.title;
    tab.document.body.textContent = words.loading;
    tab.location.replace(addressOf(await fetch(), PDF));
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** Saves a document under a name; a PDF where nothing else is said. */
export async function saveDocument(name: string, fetch: () => Promise<Blob>, type = PDF): Promise<void> {
  saveFile(await fetch(), name, type);
}
