import type { Reader } from './feed.js';

/** Something of a chat that is being handed out, e.g. a download that has begun. */
export interface Lease {
  /** Aborts when this person may not see the chat any more. */
  readonly signal: AbortSignal;
  /** It has all been handed out. */
  end(): void;
}

/** Who is being handed something, and in which session. */
export interface Holder extends Reader {
  readonly session?: string;
}

/** What is being handed out at this moment, and to whom. */
export interface Leases {
  /** Take it before the rights are asked: what changes after the question is heard of here. */
  take(chat: string, who: Holder): Lease;
  /** Ends what these readers are getting of the chat. */
  cut(chat: string, readers: readonly Reader[]): void;
  /** Ends what those who are meant are getting, of whatever chat. */
  cutAll(isMeant: (who: Holder) => boolean): void;
}

export function createLeases(): Leases {
  const taken = new Set<{ readonly chat: string; readonly who: Holder; readonly abort: AbortController }>();

  const cutWhere = (isMeant: (chat: string, who: Holder) => boolean) => {
    for (const { chat, who, abort } of taken) if (isMeant(chat, who)) abort.abort();
  };

  return {
    take(chat, { person, role, session }) {
      const lease = {
        chat,
        who: { person, role, ...(session && { session }) },
        abort: new AbortController(),
      };
      taken.add(lease);
      return { signal: lease.abort.signal, end: () => void taken.delete(lease) };
    },
    cut(chat, readers) {
      cutWhere(
        (of, who) =>
          of === chat && readers.some(({ person, role }) => person === who.person && role === who.role),
      );
    },
    cutAll: (isMeant) => cutWhere((_, who) => isMeant(who)),
  };
}
