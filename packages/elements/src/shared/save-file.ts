/** How long an address of bytes leads anywhere, in ms: a tab or a download reads it once, and a tab may be loaded again. */
const LIFE = 10 * 60_000;

/** An address, known to this page alone, of these bytes as this type: nothing may run that came as a document. */
export function addressOf(bytes: Blob, type: string): string {
  const address = URL.createObjectURL(bytes.slice(0, bytes.size, type));
  setTimeout(() => URL.revokeObjectURL(address), LIFE);
  return address;
}

/** Gives a file to the reader as a download. No name goes to any server, and nothing is opened in this page. */
export function saveFile(file: Blob, name: string, type = file.type): void {
  const link = document.createElement('a');
  link.href = addressOf(file, type);
  link.download = name;
  link.click();
}
