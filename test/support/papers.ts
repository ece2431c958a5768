/** Bytes of documents, as small as their kind allows. The pictures have headers and no pixels. */

const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const uint16 = (value: number) => [value >>> 8, value & 255];

/** A PDF of one empty page, with `words` in a comment so that two can differ. */
export function aPdf(words = 'page'): Uint8Array<ArrayBuffer> {
  const body = `%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n`;
  return latin(
    `${body}xref\n0 1\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
  );
}

/** A PDF of exactly so many bytes, as far as a PDF can be so short. */
export function aPdfOf(size: number): Uint8Array<ArrayBuffer> {
  let words = 'x'.repeat(Math.max(0, size - aPdf('').length));
  while (words && aPdf(words).length > size) words = words.slice(1); // the place of its table takes digits, too
  return aPdf(words);
}

const chunk = (type: string, data: readonly number[] = []) =>
  join(uint32(data.length), latin(type), data, uint32(0));

export const aPng = (width = 640, height = 480): Uint8Array<ArrayBuffer> =>
  join(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', [...uint32(width), ...uint32(height), 8, 6, 0, 0, 0]),
    chunk('IDAT'),
    chunk('IEND'),
  );

/** With so many bytes of a camera's notes before the picture's size. */
export const aJpeg = (width = 640, height = 480, notes = 16): Uint8Array<ArrayBuffer> =>
  join(
    [0xff, 0xd8, 0xff, 0xe1, ...uint16(notes + 2)],
    new Uint8Array(notes),
    [0xff, 0xc0, ...uint16(11), 8, ...uint16(height), ...uint16(width), 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9],
  );

const box = (type: string, ...parts: readonly (Uint8Array | readonly number[])[]) => {
  const data = join(...parts);
  return join(uint32(data.length + 8), latin(type), data);
};
const FULL = [0, 0, 0, 0];
const ispe = (width: number, height: number) => box('ispe', FULL, uint32(width), uint32(height));

/** As a telephone makes it: tiles, and the picture that they are. */
export const aHeic = (width = 4032, height = 3024, brand = 'heic'): Uint8Array<ArrayBuffer> =>
  join(
    box('ftyp', latin(brand), uint32(0), latin('mif1heic')),
    box('meta', FULL, box('iprp', box('ipco', ispe(512, 512), ispe(width, height)))),
    box('mdat', [1, 2, 3]),
  );

export const aDicom = (): Uint8Array<ArrayBuffer> => join(new Uint8Array(128), latin('DICM'), [2, 0, 0, 0]);

/** The test file of every antivirus (eicar.org), put together here so that this file is none. */
export const eicar = (): string =>
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

/** A PDF with it inside. */
export const anInfectedPdf = (): Uint8Array<ArrayBuffer> => aPdf(eicar());
