// Pure steps from one log to the next. Each may come late or twice: of two versions of an entry the one with the higher
// revision stays, and revisions never go back.
import { isUnread, type Entry, type Message } from '@consult/core';
import type { ChatView, EntriesPage } from '@consult/core/wire';
import type { ChatLog } from './chat-log.js';

/** Takes in a page of older history. A page that does not join on is left out: what it was asked for has changed. */
export function withOlder(log: ChatLog, page: EntriesPage): ChatLog {
  const first = log.entries[0]?.seq;
  const last = page.entries[page.entries.length - 1]?.seq;
  if (page.epoch !== log.epoch || first === undefined) return log;
  if (last === undefined) return { ...log, older: false };
  return last + 1 === first ? { ...log, entries: [...page.entries, ...log.entries], older: page.more } : log;
}

/**
 * Takes in all that has changed up to `chat.revision`.
 *
 * Answers `undefined` where the changes leave a hole, which only a server with a lost past can bring about: then the
 * log begins anew.
 */
export function withChanges(log: ChatLog, changes: readonly Entry[], chat: ChatView): ChatLog | undefined {
  const first = log.entries[0]?.seq ?? 1;
  const entries = [...log.entries];
  for (const entry of [...changes].sort((a, b) => a.seq - b.seq)) {
    const index = entry.seq - first;
    if (index < 0) continue; // older than what is loaded; its page will bring it as it is then
    if (index > entries.length) return undefined;
    const known = entries[index];
    if (!known || known.revision < entry.revision) entries[index] = entry;
  }
  return withHead({ ...log, entries, revision: Math.max(log.revision, chat.revision) }, chat);
}

/** Takes in a message carried by a hint, if it is the very next change; `undefined`: it is not, ask the log. */
export function withMessage(log: ChatLog, message: Message, person: string | undefined): ChatLog | undefined {
  const { revision, seq } = message;
  const last = log.entries[log.entries.length - 1]?.seq ?? 0;
  if (revision !== log.revision + 1 || seq !== last + 1) return undefined;
  const chat = revision > log.chat.revision ? viewWithMessage(log.chat, message, person) : log.chat;
  return { ...log, revision, entries: [...log.entries, message], chat };
}

/** Takes in a newer head. */
export function withHead(log: ChatLog, chat: ChatView): ChatLog {
  return chat.revision >= log.chat.revision ? { ...log, chat } : log;
}

/** The chat's row after a message that is its very next change. */
export function viewWithMessage(view: ChatView, message: Message, person: string | undefined): ChatView {
  const unread = person !== undefined && isUnread(message, person, view.readSeq) ? 1 : 0;
  return {
    ...view,
    revision: message.revision,
    seq: message.seq,
    lastEntry: message,
    activeAt: Math.max(view.activeAt, message.sentAt),
    unread: view.unread + unread,
  };
}
