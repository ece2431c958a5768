import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sentences, type Lang } from './localize.js';

/**
 * Brings the sentences about errors, in the language the host speaks. They come after the first paint, so that they
 * are here when the network is not.
 */
export class SentencesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #text: { readonly lang: Lang };
  #loading?: Lang;

  constructor(host: ReactiveControllerHost, text: { readonly lang: Lang }) {
    this.#host = host;
    this.#text = text;
    host.addController(this);
  }

  hostUpdated() {
    const { lang } = this.#text;
    if (this.#loading === lang) return;
    this.#loading = lang;
    load(lang).then(
      () => this.#host.requestUpdate(),
      () => {}, // without them there is still a sentence for all
    );
  }
}

async function load(lang: Lang): Promise<void> {
  if (lang === 'ru') sentences.ru ??= (await import('../text/errors-ru.js')).errorsRu;
  else sentences.en ??= (await import('../text/errors-en.js')).errorsEn;
}
