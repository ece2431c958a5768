import { ConsultError } from '@consult/core';
import type { ChatFinder } from './chat-finder.js';
import type { FollowedChat } from './chat-follower.js';
import type { ChatHandle } from './contracts.js';
import type { Call } from './http.js';
import type { Outbox } from './outbox.js';

/** About how many bytes a conclusion has at most: so long its reader is patient. */
export const CONCLUSION = 1_000_000;

/** The verbs of a chat that nobody needs before the first paint. */
export type ChatVerbs = Pick<
  ChatHandle,
  'retry' | 'discard' | 'remove' | 'openConclusion' | 'jumpTo' | 'search' | 'files'
>;

export interface ChatVerbDeps {
  readonly call: Call;
  readonly outbox: Outbox;
  readonly download: (path: string, size: number) => Promise<Blob>;
}

/** What a reader does to one chat, beside writing and reading along. */
export function createChatVerbs(chat: FollowedChat, { call, outbox, download }: ChatVerbDeps): ChatVerbs {
  const path = `/v1/chats/${encodeURIComponent(chat.id)}`;
  let finder: ChatFinder | undefined;

  async function finding(): Promise<ChatFinder> {
    const { ChatFinder } = await import('./chat-finder.js').catch((cause: unknown) => {
      throw new ConsultError('unavailable', { cause });
    });
    return (finder ??= new ChatFinder(chat, { call }));
  }

  return {
    retry: (key) => outbox.retry(key),
    discard: (key) => outbox.discard(key),
    async remove(seq) {
      await call('DELETE', `${path}/entries/${seq}`);
      await chat.ask();
    },
    openConclusion: (version) => download(`${path}/conclusions/${version}`, CONCLUSION),
    jumpTo: async (seq) => (await finding()).jumpTo(seq),
    search: async (query, before) => (await finding()).search(query, before),
    files: async () => (await outbox.files()).of(chat.id),
  };
}
