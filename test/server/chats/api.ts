import type { Actor } from '@consult/core';
import type { ChatView, FeedFrame } from '@consult/core/wire';
import initSqlJs from 'sql.js';
import type { ServerConfig } from '../../../server/src/deps.js';
import type { Change } from '../../../server/src/feed/feed.js';
import { openPageServer, type PageServerOptions } from '../../../server/src/page.js';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { aChat, type ChatOptions, newId, NOON, settledMemory } from '../db/stores.js';

type Answer = Record<string, unknown> & { code?: string; chat?: ChatView };

let settled: Promise<Uint8Array> | undefined;

/** The whole server without a network, over a database in which people have settled; asked by its API. */
export async function openApi(
  config: Partial<ServerConfig> = {},
  options: Pick<PageServerOptions, 'renderConclusion' | 'signer' | 'channels'> = {},
) {
  let now = NOON;
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  const server = await openPageServer({
    ...options,
    now: () => now,
    later: (run, ms) => void timers.push({ run, ms }),
    sqlJs: await initSqlJs(),
    database: await (settled ??= settledMemory()),
    config: {
      limits: WIDE_LIMITS,
      ...config,
    },
  });
  const { stores, feed } = server.deps;
  const announced: Change[] = [];
  const announce = feed.announce.bind(feed);
  feed.announce = (change) => {
    announced.push(change);
    announce(change);
  };

  async function raw(actor: Actor, method: string, path: string, body?: unknown) {
    return server.fetch(
      new Request(`${server.origin}/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${await server.tokenFor(actor)}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  }

  /** Without a token. */
  const unsigned = (method: string, path: string, body?: unknown) =>
    server.fetch(
      new Request(`${server.origin}/v1${path}`, {
        method,
        ...(body !== undefined && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      }),
    );

  async function ask(actor: Actor, method: string, path: string, body?: unknown) {
    const answer = await raw(actor, method, path, body);
    const json = (answer.status === 204 ? {} : await answer.json()) as Answer;
    return { status: answer.status, json };
  }

  return {
    get now() {
      return now;
    },
    /** Lets time jump; nothing moves until {@link tick}. */
    set now(at) {
      now = at;
    },
    epoch: stores.epoch,
    bytes: server.deps.bytes,
    broker: server.broker,
    /** What its services need. */
    deps: server.deps,
    stores,
    /** What the feed was told, oldest first. */
    announced,
    /** What the server is to do later; nothing goes off by itself. */
    timers,
    tick: () => server.tick(),
    /** Opens a live feed; answers what it has heard but for hellos, and how to close it. */
    async listen(actor: Actor) {
      const frames: FeedFrame[] = [];
      const { json } = await ask(actor, 'POST', '/feed-tickets');
      let hello!: () => void;
      const greeted = new Promise<void>((resolve) => (hello = resolve));
      const { close } = server.live({
        ticket: json['ticket'] as string,
        onFrame: (frame) => (frame.type === 'hello' ? hello() : frames.push(frame)),
        onClose: () => undefined,
      });
      await greeted;
      return { frames, close };
    },
    ask,
    /** The status and the code of an answer. */
    async said(actor: Actor, method: string, path: string, body?: unknown) {
      const { status, json } = await ask(actor, method, path, body);
      return [status, json.code];
    },
    /** The answer itself, e.g. to a question about a document. */
    raw,
    unsigned,
    chatOf: (options: ChatOptions = {}) => aChat(stores, options),
    close: () => server.close(),
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;

export const entry = (text: string, key = newId('entryKey')) => ({ key, text });
