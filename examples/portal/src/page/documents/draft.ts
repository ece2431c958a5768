import type { Kind } from './document.js';

/** What is being written. */
export interface Draft {
  readonly title: string;
  readonly text: string;
  /** The version in force when it was begun; 0: none. */
  readonly after: number;
}

/** Drafts of one administrator, kept in this tab: they survive a reload and the end of the session, and no sign-out. */
export interface Drafts {
  readonly person: string;
  read(kind: Kind): Draft | undefined;
  /** Answers whether it will survive a reload. */
  write(kind: Kind, draft: Draft): boolean;
  forget(kind: Kind): void;
}

/** What a browser keeps for a tab. */
type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function openDrafts(person: string, storage: () => TabStorage = () => sessionStorage): Drafts {
  /** For a browser that keeps nothing. */
  const memory = new Map<Kind, Draft>();
  const keyOf = (kind: Kind) => `consent-draft ${person} ${kind}`;
  return {
    person,
    read: (kind) => memory.get(kind) ?? quietly(() => parse(storage().getItem(keyOf(kind)))),
    write(kind, draft) {
      memory.set(kind, draft);
      return quietly(() => (storage().setItem(keyOf(kind), JSON.stringify(draft)), true)) ?? false;
    },
    forget(kind) {
      memory.delete(kind);
      quietly(() => storage().removeItem(keyOf(kind)));
    },
  };
}

/** A browser may forbid its storage, or have no room in it: the page says so and goes on. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

function parse(kept: string | null): Draft | undefined {
  const { title, text, after } = JSON.parse(kept ?? '{}') as Partial<Draft>;
  if (typeof title !== 'string' || typeof text !== 'string') return undefined; // something else under our name
  return { title, text, after: Number(after) || 0 };
}
