import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lang } from './localize.js';

/**
 * The words of a part that comes later than its element, in the element's language: Russian at hand, English fetched
 * when it is spoken. `this.#words.said.close`, `this.#words.said.left(3)`.
 */
export class PartWords<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #text: { readonly lang: Lang };
  readonly #ru: T;
  readonly #loadEnglish: () => Promise<T>;
  #en?: T;
  #loading = false;

  constructor(
    host: ReactiveControllerHost,
    text: { readonly lang: Lang },
    ru: T,
    loadEnglish: () => Promise<T>,
  ) {
    this.#host = host;
    this.#text = text;
    this.#ru = ru;
    this.#loadEnglish = loadEnglish;
    host.addController(this);
  }

  /** The words to say now. */
  get said(): T {
    return (this.#text.lang === 'en' && this.#en) || this.#ru;
  }

  hostUpdate() {
    if (this.#text.lang !== 'en' || this.#loading) return;
    this.#loading = true;
    this.#loadEnglish().then(
      (words) => {
        this.#en = words;
        this.#host.requestUpdate();
      },
      () => {}, // where the chunk cannot be had, Russian it is
    );
  }
}
