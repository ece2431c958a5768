import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** What a canvas is to show. */
export interface PreviewSource {
  /** Another key is another picture. */
  readonly key: string;
  readonly load: () => Promise<Blob | undefined>;
  /** It cannot be shown here. */
  readonly onFailed: () => void;
}

/**
 * Draws a picture on a canvas as soon as the canvas is in sight. A canvas and not an `<img>`: a strict policy allows no
 * `blob:` pictures, and what is drawn is pixels whatever the file was.
 *
 * The size of the canvas is the room the picture has; it keeps its own ratio within.
 */
class PreviewDirective extends AsyncDirective {
  #canvas?: HTMLCanvasElement;
  #source?: PreviewSource;

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('preview() stands on a canvas');
  }

  override render(_source: PreviewSource) {
    return noChange;
  }

  override update({ element }: ElementPart, [source]: [PreviewSource]) {
    const same = this.#source?.key === source.key && this.#canvas === element;
    this.#source = source;
    if (same) return noChange;
    this.disconnected();
    this.#canvas = element as HTMLCanvasElement;
    this.reconnected();
    return noChange;
  }

  override reconnected() {
    const canvas = this.#canvas;
    if (!canvas) return;
    inSight.set(canvas, () => void this.#draw(canvas));
    observer.observe(canvas);
  }

  override disconnected() {
    if (!this.#canvas) return;
    observer.unobserve(this.#canvas);
    inSight.delete(this.#canvas);
  }

  async #draw(canvas: HTMLCanvasElement) {
    const source = this.#source!;
    try {
      const blob = await source.load();
      if (!blob) throw new Error('nothing to draw');
      const bitmap = await createImageBitmap(blob);
      if (this.isConnected && this.#source?.key === source.key) drawWithin(canvas, bitmap);
      bitmap.close();
    } catch {
      if (this.isConnected) source.onFailed();
    }
  }
}

export const preview = directive(PreviewDirective);

const inSight = new WeakMap<Element, () => void>();
const observer = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      inSight.get(target)?.();
    }
  },
  { rootMargin: '200px' },
);

/** Draws it as large as the canvas allows; the canvas takes on its ratio, which a turned photo has another than its header. */
export function drawWithin(canvas: HTMLCanvasElement, bitmap: ImageBitmap) {
  const most = Math.max(canvas.width, canvas.height);
  const { width, height } = fit(bitmap, most);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  canvas.classList.add('drawn');
}

/** The size of a picture that is to be no longer than `most` on its longer side. */
export function fit({ width, height }: { readonly width: number; readonly height: number }, most: number) {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
