import { fit } from './preview.js';

/** What became of a picture before it is sent. */
export interface Prepared {
  readonly file: Blob;
  readonly name: string;
  /**
   * - `smaller`: drawn anew with fewer pixels, and nothing in it but pixels;
   * - `stripped`: drawn anew as large as it was;
   * - `as-is`: this browser cannot read it, or cannot be trusted to draw it.
   */
  readonly how: 'smaller' | 'stripped' | 'as-is';
  readonly width: number;
  readonly height: number;
}

/** The longer side of a picture that is sent, in pixels: an A4 page at 220 dpi stays readable. */
const LONGEST = 2560;
const QUALITY = 0.85;
/** A PNG above this is a photo and goes as a JPEG. */
const LARGE_PNG = 3 * 1024 * 1024;

/**
 * Draws a photo anew before it leaves the page: no larger than needed to read it, turned as the camera says it is, and
 * without what the camera wrote into it (EXIF: where and when it was taken, by which device).
 */
export async function prepare(file: File): Promise<Prepared> {
  const asIs: Prepared = { file, name: file.name, how: 'as-is', width: 0, height: 0 };
  if (!canvasIsTrue()) return asIs;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return asIs;
  }
  const size = fit(bitmap, LONGEST);
  const how = size.width < bitmap.width || size.height < bitmap.height ? 'smaller' : 'stripped';
  const canvas = Object.assign(document.createElement('canvas'), size);
  draw(canvas, bitmap);
  bitmap.close();
  const type = file.type === 'image/png' && file.size <= LARGE_PNG ? 'image/png' : 'image/jpeg';
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
  if (!drawn || drawn.type !== type) return asIs;
  const name = type === file.type ? file.name : file.name.replace(/\.[^.]+$/, '') + '.jpg';
  return { file: drawn, name, how, ...size };
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap) {
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff'; // a JPEG knows no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** Browsers that hide from trackers give back noise instead of what was drawn: no picture may pass through that. */
function canvasIsTrue(): boolean {
  const context = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).getContext('2d');
  if (!context) return false;
  context.fillStyle = '#3264c8';
  context.fillRect(0, 0, 8, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  return data.every((value, at) => value === [50, 100, 200, 255][at % 4]);
}
