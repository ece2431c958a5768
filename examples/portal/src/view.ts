import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Session } from './sessions.js';
import { en } from './text/en.js';
import { ru, type Texts } from './text/ru.js';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** For whom and how a page is drawn. */
export interface View {
  readonly session: Session | undefined;
  readonly lang: 'ru' | 'en';
  readonly theme: Theme;
  readonly text: Texts;
  /** Where the reader is; the menu marks it and the settings lead back to it. */
  readonly path: string;
}

export const LANG_COOKIE = 'portal_lang';
export const THEME_COOKIE = 'portal_theme';

/** The view of this request: who is signed in, and the language and theme chosen in this browser. */
export function viewOf(c: Context, session: Session | undefined): View {
  const lang = getCookie(c, LANG_COOKIE) === 'en' ? 'en' : 'ru';
  const chosen = getCookie(c, THEME_COOKIE);
  const theme = THEMES.find((known) => known === chosen) ?? 'auto';
  return { session, lang, theme, text: lang === 'en' ? en : ru, path: c.req.path };
}

/** «Матросова Е.В.»: the form of the manual's header. */
export function shortName({ family, given, patronymic }: Session['name']): string {
  return `${family} ${[given, patronymic].map((part) => part && `${[...part][0]}.`).join('')}`;
}
