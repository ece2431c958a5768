/** How long a browser may take to begin with a download, in ms. */
const PATIENCE = 60_000;

/** Gives a file to the reader as a download. No name goes to any server, and nothing is opened in this page. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}
