import type { KeptStorage } from './contracts.js';

const NEWS = ['outbox-changed', 'server-changed', 'signed-out'] as const;

/**
 * What tabs of one browser tell one another. Never what was written: that lies in the storage all of them read, or at
 * the server.
 */
export type TabNews = (typeof NEWS)[number];

/** Names of storages that have none of their own. */
const names = new WeakMap<KeptStorage, string>();

/** What clients share that hold the same values: the same for two tabs of a browser, another for each memory. */
export function sharedName(storage: KeptStorage, server: string, person: string): string {
  const name = storage.name ?? names.get(storage) ?? String(Math.random());
  names.set(storage, name);
  return `consult:${name}:${server}:${person}`;
}

export interface Tabs {
  tell(news: TabNews): void;
  close(): void;
}

/** Talks to the other tabs of this name. Silent where browsers have no BroadcastChannel. */
export function joinTabs(name: string, onNews: (news: TabNews) => void): Tabs {
  if (!globalThis.BroadcastChannel) return { tell: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<TabNews>) => {
    if (NEWS.includes(data)) onNews(data);
  };
  return {
    tell: (news) => channel.postMessage(news),
    close: () => channel.close(),
  };
}

/** See {@link takeTurn}. */
export type TakeTurn = (name: string, signal: AbortSignal, onTurn: () => void) => void;

/**
 * Calls `onTurn` when this tab is the one of its browser that holds `name`, for as long as it lives.
 *
 * Where browsers have no Web Locks every tab has its turn: then messages may be sent by two tabs at once, and their
 * keys let the server take each once.
 */
export function takeTurn(name: string, signal: AbortSignal, onTurn: () => void): void {
  const locks = globalThis.navigator?.locks;
  if (!locks) return onTurn();
  const held = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      signal.addEventListener('abort', () => resolve());
      onTurn();
    });
  locks.request(name, { signal }, held).catch(() => {
    if (!signal.aborted) onTurn(); // e.g. in a sandboxed frame, where there are none either
  });
}
