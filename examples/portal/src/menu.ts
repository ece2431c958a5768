import type { Post } from './staff.js';
import type { Texts } from './text/ru.js';

/** Sections whose content is elements alone. */
export type Section = 'tracker' | 'consents' | 'notices' | 'journal';

/** Sections that a script of the portal's own draws, over the server's API. */
export type OwnSection = 'booking' | 'own-data' | 'documents' | 'erasures';

/** One line of the side menu. */
export interface MenuItem {
  readonly path: string;
  readonly name: keyof Texts;
  /** What one finds there: our tags, a word about what comes later, or a word that it is the portal's own. */
  readonly content: 'cabinet' | 'chat' | OwnSection | Section | 'portal' | 'administrationLater';
  readonly items?: readonly MenuItem[];
  /** The manual's menu has no line for it: a link in the cabinet leads there. */
  readonly unlisted?: true;
}

const portal = (path: string, name: keyof Texts, items?: readonly MenuItem[]): MenuItem => ({
  path,
  name,
  content: 'portal',
  ...(items && { items }),
});

/** The patient's menu is that of the manual (§4.2, §4.3). */
const PATIENT: readonly MenuItem[] = [
  portal('/profile', 'profile'),
  {
    path: '/cabinet',
    name: 'cabinet',
    content: 'cabinet',
    items: [
      { path: '/chat', name: 'chat', content: 'chat' },
      portal('/visits', 'visits'),
      { path: '/appointments', name: 'appointments', content: 'booking' },
      portal('/record', 'record'),
      portal('/allergies', 'allergies'),
      { path: '/requests', name: 'requests', content: 'tracker' },
      portal('/insurance', 'insurance'),
      portal('/access', 'access', [
        portal('/access/iemk', 'accessIemk'),
        { path: '/access/consents', name: 'accessConsents', content: 'consents' },
        { path: '/access/data', name: 'accessData', content: 'own-data', unlisted: true },
        { path: '/notifications', name: 'notifications', content: 'notices' },
      ]),
    ],
  },
];

const cabinet: MenuItem = { path: '/cabinet', name: 'cabinet', content: 'cabinet' };

/** What each role finds at the left. */
export const MENUS: Readonly<Record<Post['role'], readonly MenuItem[]>> = {
  patient: PATIENT,
  doctor: [
    cabinet,
    { path: '/chat', name: 'consultations', content: 'chat' },
    { path: '/journal', name: 'journal', content: 'journal' },
  ],
  operator: [cabinet, { path: '/journal', name: 'journal', content: 'journal' }],
  administrator: [
    cabinet,
    { path: '/documents', name: 'documents', content: 'documents' },
    { path: '/erasures', name: 'erasures', content: 'erasures' },
    { path: '/administration', name: 'administration', content: 'administrationLater' },
  ],
};

/** Every item of a menu, the nested ones after their parent. */
export const flat = (items: readonly MenuItem[]): MenuItem[] =>
  items.flatMap((item) => [item, ...flat(item.items ?? [])]);

/** The line at the top, for everybody. */
export const TOP: readonly { readonly path: string; readonly name: 'services' | 'information' | 'news' }[] = [
  { path: '/services', name: 'services' },
  { path: '/information', name: 'information' },
  { path: '/news', name: 'news' },
];
