import type { Reader } from './feed.js';

/** A file of a chat that is being handed out: a download that has begun. */
export interface Lease {
  /** Aborts when this person may not see the chat any more, or nobody may have the file. */
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
  take(chat: string, file: string, who: Holder): Lease;
  /** Ends what these readers are getting of the chat, and what anybody is getting of these files of it. */
  cut(chat: string, readers: readonly Reader[], files: readonly string[]): void;
  /** Ends what those who are meant are getting, of whatever chat. */
  cutAll(isMeant: (who: Holder) => boolean): void;
}

interface Taken {
  readonly chat: string;
  readonly file: string;
  readonly who: Holder;
  readonly abort: AbortController;
}

export function createLeases(): Leases {
  const taken = new Set<Taken>();

  const cutWhere = (isMeant: (lease: Taken) => boolean) => {
    for (const lease of taken) if (isMeant(lease)) lease.abort.abort();
  };

  return {
    take(chat, file, { person, role, session }) {
      const lease = {
        chat,
        file,
        who: { person, role, ...(session && { session }) },
        abort: new AbortController(),
      };
      taken.add(lease);
      return { signal: lease.abort.signal, end: () => void taken.delete(lease) };
    },
    cut(chat, readers, files) {
      if (!readers.length && !files.length) return;
      const isReader = (who: Holder) =>
        readers.some(({ person, role }) => person === who.person && role === who.role);
      cutWhere((lease) => lease.chat === chat && (isReader(lease.who) || files.includes(lease.file)));
    },
    cutAll: (isMeant) => cutWhere(({ who }) => isMeant(who)),
  };
}
