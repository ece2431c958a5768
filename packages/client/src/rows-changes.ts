import type { ChatsPage, ChatView } from '@consult/core/wire';
import { rowsOf, type ChatRows } from './chat-rows.js';

/** Newest activity first; the order among equals stays, which is the server's. */
const byActivity = (a: ChatView, b: ChatView) => b.activeAt - a.activeAt;

/** Adds the page that follows. A chat that has moved up meanwhile stays where it is. */
export function withNextPage(rows: ChatRows, page: Omit<ChatsPage, 'now'>): ChatRows {
  const known = new Set(rows.chats.map(({ id }) => id));
  const added = page.chats.filter(({ id }) => !known.has(id));
  return { ...rows, chats: [...rows.chats, ...added], next: page.next, unread: page.unread };
}

/** Takes in the first page read again; what was loaded beyond it stays. */
export function withFirstPage(rows: ChatRows, page: ChatsPage): ChatRows {
  if (page.epoch !== rows.epoch || page.next === null) return rowsOf(page);
  const fresh = new Set(page.chats.map(({ id }) => id));
  const oldest = page.chats[page.chats.length - 1]?.activeAt ?? Infinity;
  // What would stand within the first page and is not there has left the list.
  const beyond = rows.chats.filter(({ id, activeAt }) => !fresh.has(id) && activeAt <= oldest);
  return {
    epoch: page.epoch,
    chats: [...page.chats, ...beyond],
    next: beyond.length ? rows.next : page.next,
    unread: page.unread,
  };
}

/** Replaces a row by what was just learned of its chat, unless that is older, and puts it where it belongs. */
export function withView(rows: ChatRows, view: ChatView): ChatRows {
  const old = rows.chats.find(({ id }) => id === view.id);
  if (!old || view.revision < old.revision) return rows;
  const chats = rows.chats.map((chat) => (chat === old ? view : chat));
  if (view.activeAt !== old.activeAt) chats.sort(byActivity);
  return { ...rows, chats, unread: Math.max(0, rows.unread + view.unread - old.unread) };
}
