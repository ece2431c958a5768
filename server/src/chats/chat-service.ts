import {
  refusalToAttach,
  refusalToCount,
  refusalToDelete,
  refusalToRead,
  refusalToReply,
  refusalToSee,
  refusalToText,
  refusalToWrite,
  type Entry,
} from '@consult/core';
import type {
  ChatsPage,
  ChatsQuery,
  ChatView,
  Delivered,
  EntriesPage,
  EntriesQuery,
  EntryDraft,
} from '@consult/core/wire';
import { tellCall } from '../calls/tell-call.js';
import type { Deps } from '../deps.js';
import type { Change } from '../feed/feed.js';
import { release } from '../files/byte-store.js';
import { tellNotices } from '../notices/notice-service.js';
import { withPresence } from '../presence/presence-service.js';
import { tellRequest } from '../requests/tell-request.js';
import type { Access } from './chat-store.js';

/** What the services of chats need. */
export type ChatDeps = Pick<Deps, 'stores' | 'bytes' | 'feed' | 'brokers' | 'config' | 'now' | 'newId'>;

/** Who asks for which chat; when is the server's to say. */
export type Asked = Omit<Access, 'now'>;

/** The chats of the one who asks, a page at a time. */
export async function listChats(
  deps: ChatDeps,
  actor: Access['actor'],
  query: ChatsQuery,
): Promise<ChatsPage> {
  const { stores } = deps;
  const at = deps.now();
  const page = await stores.chats.list(actor, query, at);
  return { epoch: stores.epoch, now: at, ...page, chats: await withPresence(deps, page.chats) };
}

/** One chat as the list shows it: the patient's side sees it without the consent too, to learn what is missing. */
export async function viewChat(deps: ChatDeps, asked: Asked): Promise<ChatView> {
  const access = { ...asked, now: deps.now() };
  return seen(deps, await deps.stores.chats.view(access, (_, standing) => refusalToSee(standing)));
}

/** A page of what was said. */
export async function readEntries(deps: ChatDeps, asked: Asked, query: EntriesQuery): Promise<EntriesPage> {
  const { stores } = deps;
  const at = deps.now();
  const page = await stores.chats.entries({ ...asked, now: at }, query, (_, standing) =>
    refusalToRead(standing),
  );
  return { epoch: stores.epoch, now: at, ...page, chat: await seen(deps, page.chat) };
}

/** Lets the author write, if the rules allow, and hints it to everyone who may read. */
export async function postEntry(deps: ChatDeps, asked: Asked, draft: EntryDraft): Promise<Entry> {
  const { config, stores } = deps;
  const { text, files = [] } = draft;
  const now = deps.now();
  const { entry, change } = await stores.chats.append(
    { ...asked, now },
    draft,
    (chat, standing, quoted) =>
      refusalToWrite(chat, standing) ??
      refusalToCount(files.length, config) ??
      (files.length && !text ? undefined : refusalToText(text, config.textLength)) ??
      (draft.replyTo === undefined ? undefined : refusalToReply(quoted)),
    (upload) => refusalToAttach(upload, now, config.uploadLifeMs),
  );
  announce(deps, change);
  return entry;
}

/** Takes an own message back, while the consultation is open. */
export async function deleteEntry(deps: ChatDeps, asked: Asked, seq: number): Promise<Entry> {
  const { entry, change, free } = await deps.stores.chats.tombstone(
    { ...asked, now: deps.now() },
    seq,
    (entry, chat, standing) => refusalToDelete(entry, chat, asked.actor.person, standing),
  );
  announce(deps, change);
  await release(deps.bytes, free);
  return entry;
}

/** Notes how far somebody has read. Reading goes on after the end, and so do the marks. */
export async function markRead(deps: ChatDeps, asked: Asked, seq: number): Promise<ChatView> {
  const { chat, change } = await deps.stores.chats.markRead(
    { ...asked, now: deps.now() },
    seq,
    (_, standing) => refusalToRead(standing),
  );
  announce(deps, change);
  return seen(deps, chat);
}

/** Notes what has reached this person's device, of many chats at once. */
export async function markDelivered(
  deps: ChatDeps,
  actor: Access['actor'],
  { marks }: Delivered,
): Promise<void> {
  const changes = await deps.stores.chats.markDelivered(actor, marks, deps.now(), (_, standing) =>
    refusalToRead(standing),
  );
  for (const change of changes) announce(deps, change);
}

/** Tells the others who may read the chat that somebody is writing in it. Kept nowhere. */
export async function tellTyping({ stores, feed, now }: ChatDeps, asked: Asked): Promise<void> {
  const { author, readers } = await stores.chats.audience({ ...asked, now: now() }, refusalToWrite);
  const { id, name, side } = author;
  feed.tell(
    { type: 'typing', chat: asked.chatId, person: { id, name }, side },
    readers.filter(({ person, withoutText }) => person !== id && !withoutText),
  );
}

/** A chat as its reader sees it now, the other side's presence included. */
export async function seen(deps: ChatDeps, view: ChatView): Promise<ChatView> {
  const [chat] = await withPresence(deps, [view]);
  return chat!;
}

/** Tells who may know, where there is something to tell. */
export function announce(deps: Pick<Deps, 'feed' | 'brokers'>, change: Change | null): void {
  if (!change) return;
  deps.feed.announce(change);
  if (change.call) tellCall(deps, change.call);
  if (change.request) tellRequest(deps, change.request);
  if (change.notices) tellNotices(deps, change.notices);
}
