/** A picture as a device hands it over. */
export interface PhotoWishes {
  readonly width?: number;
  readonly height?: number;
  readonly name?: string;
  readonly type?: 'image/jpeg' | 'image/png';
  /** What the camera writes into a JPEG: how it was held (1 … 8), where and when. */
  readonly exif?: { readonly orientation: number; readonly day: string };
  /** What a program writes into a PNG, beside the picture. */
  readonly note?: string;
}

/** A picture, red on its left half and blue on its right one as its pixels lie. For pages: it is drawn on a canvas. */
export async function aPhoto(wishes: PhotoWishes = {}): Promise<File> {
  const { width = 400, height = 300, type = 'image/jpeg', exif, note } = wishes;
  const { name = type === 'image/png' ? 'снимок.png' : 'снимок.jpg' } = wishes;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#d02020';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#2040d0';
  context.fillRect(width / 2, 0, width / 2, height);
  context.fillStyle = '#fff';
  context.fillRect(width * 0.4, height * 0.4, width * 0.2, height * 0.2);
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, type));
  if (!exif && !note) return new File([drawn!], name, { type });
  // The segment APP1 comes first, right after the two bytes that begin a JPEG; a note after the header of a PNG.
  const at = exif ? 2 : 33;
  const more = exif ? exifSegment(exif.orientation, exif.day) : noteChunk(note!);
  const parts = [drawn!.slice(0, at), more, drawn!.slice(at)];
  const bytes = await new Blob(parts).arrayBuffer(); // Firefox decodes no blob that was put together of parts
  return new File([bytes], name, { type });
}

/** EXIF 2.3 §4.5.2: an orientation, and a GPS directory with the day (ten characters). */
function exifSegment(orientation: number, day: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 6 + 67);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, bytes.length - 2);
  bytes.set(new TextEncoder().encode('Exif\0\0II*\0'), 4);
  const tiff = 10;
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(tiff + at, tag, true);
    view.setUint16(tiff + at + 2, type, true);
    view.setUint32(tiff + at + 4, count, true);
    view.setUint32(tiff + at + 8, value, true);
  };
  view.setUint32(tiff + 4, 8, true);
  view.setUint16(tiff + 8, 2, true);
  entry(10, 0x0112, 3, 1, orientation);
  entry(22, 0x8825, 4, 1, 38); // where the GPS directory begins
  view.setUint16(tiff + 38, 1, true);
  entry(40, 0x001d, 2, 11, 56);
  bytes.set(new TextEncoder().encode(`${day}\0`), tiff + 56);
  return bytes;
}

/** PNG (ISO/IEC 15948) §11.3.4.3 tEXt, with its CRC (annex D). */
function noteChunk(note: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(`tEXtComment\0${note}`);
  const bytes = new Uint8Array(content.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length - 4);
  bytes.set(content, 4);
  let crc = -1;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setInt32(content.length + 4, ~crc);
  return bytes;
}

/** Whether these bytes say this anywhere. */
export const says = (bytes: Uint8Array, text: string): boolean =>
  [...bytes]
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .includes(text);

/** A picture that has been sent: its size and the colours at its four edges' middles, as a viewer shows them. */
export async function looksOf(bytes: Uint8Array) {
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const { width, height } = bitmap;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const colourAt = (x: number, y: number) => {
    const [red = 0, , blue = 0] = context.getImageData(x, y, 1, 1).data;
    return red > blue ? 'red' : 'blue';
  };
  return {
    width,
    height,
    top: colourAt(width / 2, 5),
    bottom: colourAt(width / 2, height - 5),
    left: colourAt(5, height / 2),
    right: colourAt(width - 5, height / 2),
  };
}
