import { html } from 'hono/html';
import type { MenuItem, OwnSection, Section } from '../menu.js';
import type { View } from '../view.js';
import { ESIA_HELP, GOSUSLUGI, layout, type Markup } from './layout.js';

const ID = /^[\w-]{1,64}$/;

/** Which script brings the tags of a section, and the tags. */
const SECTIONS: Readonly<Record<Section, { readonly set: string; readonly tags: (id: string) => Markup }>> = {
  tracker: {
    set: 'consult-requests',
    tags: (id) => html`<request-tracker ${id ? html`request-id="${id}"` : ''}></request-tracker>`,
  },
  consents: {
    set: 'consult-consents',
    tags: () => html`<consent-list></consent-list>`,
  },
  notices: { set: 'consult-notices', tags: () => html`<notice-list></notice-list>` },
  journal: { set: 'consult-journal', tags: () => html`<request-journal></request-journal>` },
};

const scripts = (set: string, page: 'section' | OwnSection): Markup =>
  html`<script src="/consult/consult-guard.js"></script>
    <script type="module" src="/consult/${set}.js"></script>
    <script type="module" src="/page/${page}.js"></script>`;

const sessionEnded = ({ text, path }: View): Markup =>
  html`<p class="session-ended" role="alert" hidden>
    ${text.sessionEnded} <a class="button" href="/sign-in?to=${path}">${text.signInAgain}</a>
  </p>`;

/** A section that our elements fill: requests, consents, notices, the registry's journal. */
export function elementsPage(
  view: View,
  server: string,
  { name, content }: Pick<MenuItem, 'name'> & { readonly content: Section },
  requestId = '',
): Markup {
  const title = view.text[name] as string;
  const { set, tags } = SECTIONS[content];
  return layout(view, {
    title,
    head: scripts(set, 'section'),
    ...(content === 'journal' && { layout: 'app' }), // a table needs all the room there is
    // The tags say in their own headings where one is.
    content: html`<h1 class="for-screen-readers">${title}</h1>
      ${sessionEnded(view)}
      <consult-provider
        server="${server}"
        lang="${view.lang}"
        account-help-url="${GOSUSLUGI}"
        account-guide-url="${ESIA_HELP}"
      >
        ${tags(ID.test(requestId) ? requestId : '')}
      </consult-provider>`,
  });
}

/** Which of our elements the portal's own script draws with. */
const SETS: Readonly<Record<OwnSection, string>> = {
  booking: 'consult-requests',
  documents: 'consult-changes',
  erasures: 'consult-changes',
  'own-data': 'consult-changes',
};

/** A section the portal's own script draws: «Запись к врачу», where the elements come if no time is free, and the administrator's. */
export function ownPage(
  view: View,
  server: string,
  { name, content }: Pick<MenuItem, 'name'> & { readonly content: OwnSection },
): Markup {
  const title = view.text[name] as string;
  return layout(view, {
    title,
    head: scripts(SETS[content], content),
    content: html`<h1>${title}</h1>
      ${sessionEnded(view)}
      <p class="said" role="status"></p>
      <consult-provider
        class="wide"
        server="${server}"
        lang="${view.lang}"
        account-help-url="${GOSUSLUGI}"
        account-guide-url="${ESIA_HELP}"
      >
        <div class="own-place" tabindex="-1"><noscript>JavaScript</noscript></div>
      </consult-provider>`,
  });
}
