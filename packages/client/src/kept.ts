import type { KeptStorage } from './contracts.js';

/** `file`: a document on its way; `bytes`: what is in it. */
type Kind = 'draft' | 'unsent' | 'file' | 'bytes';

/** What is kept of one person in the browser. Works in turn: what was asked first is done first. */
export interface Kept {
  /** `false`: the browser has refused something, and what a list lacks may lie there all the same. */
  readonly lasting: boolean;
  /**
   * Says whose it is; until then everything waits. What another person left behind is deleted.
   *
   * A new session of the same person keeps what was unsent: it is theirs, and the sign-in page that opens when a
   * session runs out must not cost them what they wrote. Signing out deletes all of it.
   */
  enter(person: string): Promise<void>;
  get(kind: Kind, id: string): Promise<unknown>;
  set(kind: Kind, id: string, value: unknown): Promise<void>;
  delete(kind: Kind, id: string): Promise<void>;
  list(kind: Kind): Promise<unknown[]>;
  /** Deletes what was kept, of whomever where nobody has come in yet, and keeps nothing from now on. */
  purge(): Promise<void>;
}

export function createKept(storage: KeptStorage, server: string): Kept {
  let own = '';
  let purged = false;
  let enter!: () => void;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  let turn: Promise<unknown> = entered;

  function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const done = turn.then(() => (purged ? undefined : work()));
    turn = done.catch(() => undefined);
    return done;
  }

  const keyOf = (kind: Kind, id: string) => `${own}${kind}/${id}`;

  async function deleteWhere(matches: (key: string) => boolean) {
    for (const key of await storage.keys())
      if (key.startsWith(`${server}/`) && matches(key)) await storage.delete(key);
  }

  return {
    get lasting() {
      return storage.lasting;
    },
    async enter(person) {
      own = `${server}/${encodeURIComponent(person)}/`;
      await deleteWhere((key) => !key.startsWith(own));
      enter();
    },
    get: (kind, id) => inTurn(() => storage.get(keyOf(kind, id))),
    set: (kind, id, value) => inTurn(() => storage.set(keyOf(kind, id), value)),
    // What could not be deleted is at worst sent again, under a key the server knows.
    delete: (kind, id) => inTurn(() => storage.delete(keyOf(kind, id))).catch(() => undefined),
    async list(kind) {
      const keys = await inTurn(() => storage.keys());
      const ours = (keys ?? []).filter((key) => key.startsWith(keyOf(kind, '')));
      return Promise.all(ours.map((key) => inTurn(() => storage.get(key))));
    },
    async purge() {
      purged = true;
      if (own) await turn;
      await deleteWhere((key) => key.startsWith(own));
      await storage.purged?.();
    },
  };
}
