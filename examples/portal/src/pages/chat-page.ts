import { html } from 'hono/html';
import type { Session } from '../sessions.js';
import type { View } from '../view.js';
import { ESIA_HELP, GOSUSLUGI, layout, type Markup } from './layout.js';

/** The scripts of the elements, as a customer's page loads them: the guard first, for browsers that cannot run the rest. */
const scripts = (set: 'consult-patient' | 'consult-staff', page: 'chat' | 'sign-out'): Markup =>
  html`<script src="/consult/consult-guard.js"></script>
    <script type="module" src="/consult/${set}.js"></script>
    <script type="module" src="/page/${page}.js"></script>`;

const setFor = ({ role }: Session) => (role === 'doctor' ? 'consult-staff' : 'consult-patient');

/** «Чат с врачом»: the chats at the left, the conversation beside them, and for a doctor the desk. */
export function chatPage(view: View, session: Session, server: string, chatId: string | undefined): Markup {
  const { text, lang } = view;
  const isDoctor = session.role === 'doctor';
  return layout(view, {
    title: isDoctor ? text.consultations : text.chat,
    head: html`${scripts(setFor(session), 'chat')}
      <script type="module" src="/consult/consult-call.js"></script>
      ${isDoctor ? '' : html`<script type="module" src="/consult/consult-consents.js"></script>`}`,
    layout: 'app',
    content: html`<h1 class="for-screen-readers">${isDoctor ? text.consultations : text.chat}</h1>
      <p class="session-ended" role="alert" hidden>
        ${text.sessionEnded} <a class="button" href="/sign-in?to=/chat">${text.signInAgain}</a>
      </p>
      <consult-provider
        server="${server}"
        lang="${lang}"
        account-help-url="${GOSUSLUGI}"
        account-guide-url="${ESIA_HELP}"
        ${chatId ? html`chat-id="${chatId}"` : ''}
      >
        ${isDoctor ? '' : checkDialog(view)}
        <div
          class="chats ${isDoctor ? 'with-desk' : ''}"
          data-shows="${chatId ? 'chat' : 'list'}"
          data-view="thread"
        >
          <consult-chat-list without-emergency></consult-chat-list>
          ${isDoctor ? views(view) : ''}
          <consult-chat without-emergency></consult-chat>
          ${isDoctor ? html`<consult-desk></consult-desk>` : ''}
        </div>
        <video-call></video-call>
        ${isDoctor ? '' : html`<consent-dialog></consent-dialog>`}
      </consult-provider>`,
  });
}

/** Before a call the patient may look whether camera, microphone and line will do. */
const checkDialog = ({ text }: View): Markup =>
  html`<div class="tools"><button class="button" type="button" data-check>${text.checkDevices}</button></div>
    <dialog class="check" aria-label="${text.checkDevices}">
      <form method="dialog"><button class="button">${text.close}</button></form>
    </dialog>`;

/** Where three columns have no room, a doctor turns between the conversation and the patient's card. */
const views = ({ text }: View): Markup =>
  html`<div class="views" role="group" aria-label="${text.views}">
    <button class="button" type="button" data-view="thread" aria-pressed="true">${text.viewThread}</button>
    <button class="button" type="button" data-view="desk" aria-pressed="false">${text.viewDesk}</button>
  </div>`;

/**
 * On the way out: the elements delete what they kept in this browser, then the form signs out of portal and ESIA.
 *
 * @param asked - The person pressed «Выйти» on this portal; a link from elsewhere only shows the button.
 */
export function signOutPage(view: View, session: Session, server: string, asked: boolean): Markup {
  const { text, lang } = view;
  return layout(view, {
    title: text.signingOut,
    head: scripts(setFor(session), 'sign-out'),
    content: html`<h1>${text.signingOut}</h1>
      <p role="status">${text.signingOutText}</p>
      <form id="sign-out" method="post" action="/sign-out" ${asked ? 'data-asked' : ''}>
        <button class="button main">${text.signOut}</button>
        <a class="button" href="/">${text.signedOutNot}</a>
      </form>
      <div hidden><consult-provider server="${server}" lang="${lang}"></consult-provider></div>`,
  });
}
