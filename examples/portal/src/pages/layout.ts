import { html } from 'hono/html';
import { flat, MENUS, type MenuItem, TOP } from '../menu.js';
import { shortName, THEMES, type View } from '../view.js';

export const GOSUSLUGI = 'https://www.gosuslugi.ru/';
/** «Инструкция по регистрации ЕСИА» (manual §4.1). */
export const ESIA_HELP = 'https://www.gosuslugi.ru/help/faq/login';

/** A piece of markup whose words have been made safe. */
export type Markup = ReturnType<typeof html>;

/** What a page adds to the frame. */
export interface Page {
  readonly title: string;
  readonly content: Markup;
  /** Scripts and styles of this page alone. */
  readonly head?: Markup | '';
  /** `app`: the content fills the window and scrolls inside, as a chat does. */
  readonly layout?: 'app';
}

/** The whole document: header, the emergency line, menu, content, footer. */
export function layout(view: View, { title, content, head = '', layout = undefined }: Page): Markup {
  const { text, session } = view;
  return html`<!doctype html>
    <html lang="${view.lang}" data-theme="${view.theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, interactive-widget=resizes-content" />
        <meta http-equiv="X-UA-Compatible" content="IE=edge" />
        <title>${title} — ${text.portal}</title>
        <link rel="stylesheet" href="/portal.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script type="module" src="/page/shell.js"></script>
        ${head}
      </head>
      <body class="${layout ?? 'text'} ${session ? 'signed-in' : 'signed-out'}">
        <a class="skip" href="#content">${text.skip}</a>
        ${header(view)}
        <div class="columns">
          ${session ? menu(view, MENUS[session.role]) : ''}
          <main id="content" tabindex="-1">${content}</main>
        </div>
        ${footer(view)}
      </body>
    </html>`;
}

function header({ text, session, path }: View): Markup {
  return html`<header>
    <div class="bar">
      <a class="brand" href="/">${text.portal}</a>
      <nav class="top" aria-label="${text.mainNav}">
        ${TOP.map((item) => html`<a href="${item.path}" ${current(item.path === path)}>${text[item.name]}</a>`)}
      </nav>
      <div class="who">
        ${
          session
            ? html`<span class="name">${shortName(session.name)}</span>
                <a class="button" href="/sign-out">${text.signOut}</a>
                <button
                  class="button menu-button"
                  type="button"
                  aria-controls="menu"
                  aria-expanded="false"
                  hidden
                >
                  ${text.menu}
                </button>`
            : html`<a class="button" href="/sign-in">${text.signIn}</a>`
        }
      </div>
    </div>
    <p class="emergency">${text.emergency}</p>
  </header>`;
}

function menu({ text, path }: View, items: readonly MenuItem[]): Markup {
  const here = flat(items).find((item) => item.path === path || path.startsWith(`${item.path}/cht_`));
  const list = (some: readonly MenuItem[]): Markup =>
    html`<ul>
      ${some
        .filter(({ unlisted }) => !unlisted)
        .map(
          (item) =>
            html`<li>
              <a href="${item.path}" ${current(item === here)}
                >${text[item.name]}${item.content === 'chat' ? html`<span class="badge" data-unread hidden></span>` : ''}</a
              >${item.items ? list(item.items) : ''}
            </li>`,
        )}
    </ul>`;
  return html`<nav id="menu" class="menu" aria-label="${text.menu}">${list(items)}</nav>`;
}

const current = (is: boolean): Markup | '' => (is ? html`aria-current="page"` : '');

function footer({ text, lang, theme, path }: View): Markup {
  const names = { auto: text.themeAuto, light: text.themeLight, dark: text.themeDark };
  const other = lang === 'ru' ? 'en' : 'ru';
  return html`<footer>
    <p>${text.example}</p>
    <form class="settings" action="/settings" aria-label="${text.settings}">
      <input type="hidden" name="back" value="${path}" />
      <label
        >${text.theme}
        <select name="theme">
          ${THEMES.map((one) => html`<option value="${one}" ${one === theme ? 'selected' : ''}>${names[one]}</option>`)}
        </select>
      </label>
      <button class="button" name="lang" value="${lang}" data-without-script>OK</button>
      <button class="button" name="lang" value="${other}" lang="${other}">${text.otherLanguage}</button>
    </form>
  </footer>`;
}
