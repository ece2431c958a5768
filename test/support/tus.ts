/** What the tus 1.0 protocol says in headers, as its clients write it. */

export const TUS = { 'Tus-Resumable': '1.0.0' } as const;

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Begins an upload of so many bytes. */
export const beginning = (size: number, metadata: Readonly<Record<string, string>>) => ({
  ...TUS,
  'Upload-Length': String(size),
  'Upload-Metadata': Object.entries(metadata)
    .map(([name, value]) => `${name} ${base64(value)}`)
    .join(),
});

/** Goes on from there. */
export const goingOn = (offset: number) => ({
  ...TUS,
  'Upload-Offset': String(offset),
  'Content-Type': 'application/offset+octet-stream',
});
