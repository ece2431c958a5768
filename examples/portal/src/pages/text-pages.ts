import { html } from 'hono/html';
import type { SignInProblem } from '../esia.js';
import type { MenuItem } from '../menu.js';
import type { Session } from '../sessions.js';
import { shortName, type View } from '../view.js';
import { ESIA_HELP, GOSUSLUGI, layout, type Markup } from './layout.js';

const outside = (href: string, words: string, className = ''): Markup =>
  html`<a class="${className}" href="${href}" rel="noopener noreferrer">${words}</a>`;

/** What everybody sees first (manual §4.1). */
export function startPage(view: View): Markup {
  const { text } = view;
  return layout(view, {
    title: text.startText,
    content: html`<div class="start">
      <h1>${text.startTitle}</h1>
      <p class="lead">${text.startText}</p>
      <p class="actions">
        <a class="button main" href="/sign-in">${text.signIn}</a>
        ${outside(GOSUSLUGI, text.register, 'button')}
      </p>
      <p>${text.startWhen}</p>
      <p>${text.startAccount}</p>
      <ul>
        <li>${outside(GOSUSLUGI, text.gosuslugi)}</li>
        <li>${outside(ESIA_HELP, text.esiaHelp)}</li>
      </ul>
    </div>`,
  });
}

/** The first page after signing in: who one is, and the way on. */
export function cabinetPage(view: View, { name, role }: Session): Markup {
  const { text } = view;
  const words: Record<Session['role'], string> = {
    patient: text.cabinetPatient,
    doctor: text.cabinetDoctor,
    operator: text.cabinetOperator,
    administrator: text.cabinetAdministrator,
  };
  const doors: Record<Session['role'], readonly (readonly [path: string, words: string])[]> = {
    patient: [
      ['/chat', text.openChat],
      ['/appointments', text.appointments],
      ['/access/data', text.accessData],
    ],
    doctor: [
      ['/chat', text.openConsultations],
      ['/journal', text.journal],
    ],
    operator: [['/journal', text.journal]],
    administrator: [
      ['/documents', text.documents],
      ['/erasures', text.erasures],
    ],
  };
  return layout(view, {
    title: text.cabinet,
    content: html`<h1>${text.cabinet}</h1>
      <p>${text.cabinetHello} <strong>${shortName(name)}</strong></p>
      <p>${words[role]}</p>
      <p class="actions">
        ${doors[role].map(
          ([path, says], at) => html`<a class="button ${at === 0 ? 'main' : ''}" href="${path}">${says}</a>`,
        )}
      </p>`,
  });
}

/** A section that is the portal's own, or that comes later: it is in the menu and says so. */
export function sectionPage(view: View, { name, content }: Pick<MenuItem, 'name' | 'content'>): Markup {
  const { text } = view;
  const title = text[name] as string;
  return layout(view, {
    title,
    content: html`<h1>${title}</h1>
      ${
        content === 'administrationLater'
          ? html`<p>${text[content]}</p>`
          : html`<p>${text.portalOwned}</p>
              <p>${text.portalOwnedMore}</p>`
      }`,
  });
}

/** What a device and a browser need (manual §2). */
export function informationPage(view: View): Markup {
  const { text } = view;
  return layout(view, {
    title: text.deviceTitle,
    content: html`<h1>${text.deviceTitle}</h1>
      <p>${text.deviceIntro}</p>
      <ul>
        ${text.device.map((line) => html`<li>${line}</li>`)}
      </ul>
      <h2>${text.browsersTitle}</h2>
      <p>${text.browsersText}</p>
      <p><strong>${text.browsersWarning}</strong></p>`,
  });
}

/** Why nobody is signed in after all, and the way back. */
export function signInProblemPage(view: View, problem: SignInProblem): Markup {
  const { text } = view;
  return messagePage(view, {
    title: text[`${problem}Title`],
    text: text[`${problem}Text`],
    action: { href: '/sign-in', words: text.signInAgain },
  });
}

/** One sentence and one way on. */
export function messagePage(
  view: View,
  message: { title: string; text: string; action?: { href: string; words: string } },
): Markup {
  const { href, words } = message.action ?? { href: '/', words: view.text.toStart };
  return layout(view, {
    title: message.title,
    content: html`<h1>${message.title}</h1>
      <p>${message.text}</p>
      <p class="actions"><a class="button main" href="${href}">${words}</a></p>`,
  });
}
