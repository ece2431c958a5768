import { type Client, createClient } from '@consult/client';
import type { ConsultProvider } from '@consult/elements';
import { getToken } from './token.js';

/** What a page that the portal draws itself stands on. */
export interface OwnPage {
  readonly client: Client;
  readonly provider: ConsultProvider;
  /** What is drawn into. */
  readonly place: HTMLElement;
  readonly lang: 'ru' | 'en';
  /** Tells whoever listens how something ended; it stays to be read. */
  say(words: string): void;
}

/** Connects the page; where the session has ended, its line says so. */
export function openOwnPage(): OwnPage {
  const provider = document.querySelector<ConsultProvider>('consult-provider')!;
  const ended = document.querySelector<HTMLElement>('.session-ended')!;
  const said = document.querySelector<HTMLElement>('.said');
  const client = createClient({ server: provider.getAttribute('server')!, getToken });
  provider.client = client;
  provider.addEventListener('consult-refused', ({ code }) => {
    ended.hidden = code !== 'signed-out' && code !== 'account-ended';
  });
  return {
    client,
    provider,
    place: provider.querySelector<HTMLElement>('.own-place')!,
    lang: document.documentElement.lang === 'en' ? 'en' : 'ru',
    say: (words) => void (said && (said.textContent = words)),
  };
}
