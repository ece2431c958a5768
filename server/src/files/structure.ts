/** The parts of a file that are looked at: its beginning, its end and how long it is. */
export interface Glimpse {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly size: number;
}

/** How large a picture says it is, in pixels; `null` where it does not say, or is none. */
export interface Picture {
  readonly width: number | null;
  readonly height: number | null;
}

const NO_PICTURE: Picture = { width: null, height: null };

/**
 * Looks whether a file that begins like one of `type` is built like one, and how large the picture is. `undefined`: it is
 * not. Read from the headers alone: nothing is decoded, so nothing can swell.
 */
export function pictureOf(type: string, { head, tail }: Glimpse): Picture | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  switch (type) {
    case 'application/pdf':
      return isPdf(head, tail) ? NO_PICTURE : undefined;
    case 'image/png':
      return readPng(view, tail);
    case 'image/jpeg':
      return readJpeg(view);
    case 'image/heic':
      return readHeic(view);
    case 'application/dicom':
      return hasText(head, 128, 'DICM') ? NO_PICTURE : undefined;
    default:
      return undefined;
  }
}

/** ISO 32000-1 §7.5: a header, and at the end where the last cross-reference begins. */
function isPdf(head: Uint8Array, tail: Uint8Array) {
  const end = latin(tail.subarray(-1024));
  return /^%PDF-[12]\.\d/.test(latin(head.subarray(0, 8))) && /startxref\s+\d+\s+%%EOF/.test(end);
}

/** PNG (ISO/IEC 15948) §11.2.1: the first chunk is the header, the last one the end. */
function readPng(view: DataView, tail: Uint8Array): Picture | undefined {
  if (view.byteLength < 33 || view.getUint32(8) !== 13 || !hasText(bytesOf(view), 12, 'IHDR'))
    return undefined;
  if (!hasText(tail, tail.length - 8, 'IEND')) return undefined;
  return sized(view.getUint32(16), view.getUint32(20));
}

/** ITU T.81 annex B: segments, one after another; the frame header comes before the data. */
function readJpeg(view: DataView): Picture | undefined {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    if (isFrame(marker)) return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

/** SOF0–SOF15, without the three among them that are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** ISO/IEC 23008-12: the brand says it is HEVC, and the largest of the `ispe` properties is the picture, not a tile of it. */
function readHeic(view: DataView): Picture | undefined {
  const bytes = bytesOf(view);
  const [brands] = boxes(view, 0, view.byteLength);
  if (brands?.type !== 'ftyp') return undefined;
  if (!/hei[cx]/.test(latin(bytes.subarray(brands.from, brands.to)))) return undefined;
  const meta = boxes(view, 0, view.byteLength).find(({ type }) => type === 'meta');
  if (!meta) return undefined;
  const within = (type: string, from: number, to: number) =>
    boxes(view, from, to).find((box) => box.type === type);
  const properties = within('iprp', meta.from + 4, meta.to); // a full box: version and flags come first
  const container = properties && within('ipco', properties.from, properties.to);
  let largest = NO_PICTURE;
  for (const { type, from, to } of container ? boxes(view, container.from, container.to) : []) {
    if (type !== 'ispe' || to - from < 12) continue;
    const found = { width: view.getUint32(from + 4), height: view.getUint32(from + 8) };
    if (found.width * found.height > (largest.width ?? 0) * (largest.height ?? 0)) largest = found;
  }
  return largest;
}

/** The boxes of an ISO base media file between two places, as far as they are there. */
function boxes(view: DataView, from: number, to: number) {
  const found: { type: string; from: number; to: number }[] = [];
  for (let at = from; at + 8 <= Math.min(to, view.byteLength) && found.length < 1000;) {
    const size = view.getUint32(at);
    const end = size === 0 ? to : at + size;
    if (size !== 0 && size < 8) break;
    const type = latin(bytesOf(view).subarray(at + 4, at + 8));
    found.push({ type, from: at + 8, to: Math.min(end, view.byteLength) });
    at = end;
  }
  return found;
}

const sized = (width: number, height: number): Picture | undefined =>
  width > 0 && height > 0 ? { width, height } : undefined;

const bytesOf = (view: DataView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

const hasText = (bytes: Uint8Array, at: number, text: string) =>
  at >= 0 && latin(bytes.subarray(at, at + text.length)) === text;

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
