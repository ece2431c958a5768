import { html, nothing } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import { PERSON_REFUSED } from '../shared/later-icons.js';
import { createWords, langOf } from '../shared/localize.js';
import { providerRu, type ProviderWords } from '../text/provider-ru.js';
import type { ConsultProvider } from './consult-provider.js';
import type { Refusal } from './events.js';
import { styles } from './refusal-notice.styles.js';

const words = createWords(providerRu, async () => (await import('../text/provider-en.js')).providerEn);

/** Gives the host what the notice needs to be read: its looks, and its words in the host's language. */
export async function prepare(host: ConsultProvider): Promise<void> {
  adopt(host, actions);
  adopt(host, styles);
  if (langOf(host.lang) === 'en') await words.load();
}

/** Why somebody is not let in, with what to do about it. A chunk of its own: few people ever see it. */
export function refusalNotice(refusal: Refusal, host: ConsultProvider) {
  const lang = langOf(host.lang);
  const text = words[lang] ?? words.ru;
  const [title, explanation] = explain(refusal, text);
  return html`
    <section part="notice" class="notice" role="alert" lang=${text === words.ru ? 'ru' : lang}>
      ${icon(PERSON_REFUSED)}
      <p class="title">${title}</p>
      <p>${explanation}</p>
      ${
        refusal === 'account-simplified'
          ? [
              link(host.accountHelpUrl, text.gosuslugi, 'button main'),
              link(host.accountGuideUrl, text.accountGuide, 'button'),
            ]
          : html`<button class="button main" type="button" @click=${() => host.reconnect()}>
              ${text.retry}
            </button>`
      }
    </section>
  `;
}

function explain(refusal: Refusal, text: ProviderWords): [title: string, explanation: string] {
  if (refusal === 'account-simplified') return [text.simplifiedTitle, text.simplified];
  if (refusal === 'account-ended') return [text.signedOutTitle, text.errors[refusal]];
  if (refusal === 'age-refused') return [text.ageRefusedTitle, text.errors[refusal]];
  if (refusal === 'signed-out') return [text.signedOutTitle, text.signedOut];
  if (refusal === 'another-person') return [text.anotherPersonTitle, text.anotherPerson];
  return [text.notLetIn, text.errors[refusal]];
}

function link(url: string, words: string, look: string) {
  const address = webAddress(url);
  return address ? html`<a class=${look} href=${address}>${words}</a>` : nothing;
}

/** An address a link may lead to: http(s) alone, never `javascript:`. */
function webAddress(address: string): string | undefined {
  if (!address) return undefined;
  try {
    const { protocol, href } = new URL(address, document.baseURI);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined; // not an address at all: words without a link are better than a broken one
  }
}
