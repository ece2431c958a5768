import type { ErrorCode } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import type { Connection } from '@consult/client';
import type { LocalizeController } from '../shared/localize.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';

type Text = LocalizeController<AllChatWords>;

/** Why nobody can write, as exactly as the chat's head allows; else as the code says it everywhere. */
export function refusalWords(text: Text, code: ErrorCode, chat: ChatView | undefined, now: number): string {
  if (chat && code === 'chat-not-open' && chat.state === 'scheduled') {
    return chat.startsAt > now
      ? text.term('opensAt', text.moment(chat.startsAt, now))
      : text.term('opensSoon');
  }
  if (chat && code === 'chat-finished') return text.term(overWords(chat));
  return text.error(code);
}

function overWords({ state, outcome }: ChatView) {
  if (state === 'missed') return 'overMissed';
  if (state === 'cancelled') return 'overCancelled';
  return outcome === 'no-conclusion' ? 'overWithoutConclusion' : 'overWithConclusion';
}

/** What there is to say of the connection; `undefined`: nothing, it works, if slower. */
export function connectionWords(
  text: Text,
  { state, problem }: Connection,
  { waiting, lasting }: { readonly waiting: boolean; readonly lasting: boolean },
): string | undefined {
  if (state === 'refused') return text.error(problem ?? 'failed');
  if (state !== 'offline') return undefined;
  if (!waiting) return text.term('offlineIdle');
  return text.term(lasting ? 'offlinePending' : 'offlinePendingFleeting');
}
