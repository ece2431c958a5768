import type { OpenLive } from '@consult/client';

type Fetch = (request: Request) => Promise<Response>;

/** What passed through the network, in order. `status` is absent where no answer came back. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status?: number;
}

/** Picks requests: by a part of «METHOD /path?query», or by a pattern over it. */
export type Match = string | RegExp;

/**
 * A network between clients and the server that a test can spoil. It spoils as networks do: requests reject as `fetch`
 * rejects, sockets close with 1006 or fall silent, and what the server has already done stays done.
 */
export interface Network {
  readonly fetch: Fetch;
  readonly live: OpenLive;
  readonly exchanges: readonly Exchange[];
  /** Live sockets that stand now. */
  readonly sockets: number;
  /** The cable is out: what is under way rejects, sockets close, nothing new gets through. */
  cut(): void;
  /** The cable is back; a browser says `online` then. */
  mend(): void;
  /** Sockets cannot be opened any more, as behind an antivirus; requests pass. */
  withoutLive(): void;
  /** Sockets can be opened again. */
  withLive(): void;
  /** Closes the sockets that stand, with this code; new ones may be opened. */
  closeSockets(code?: number): void;
  /** Frames vanish although the sockets stand, until `mend`. */
  deafen(): void;
  /** Every answer takes so many ms longer. */
  delay(ms: number): void;
  /** Holds matching requests back before the server sees them; `release` lets them go on. */
  hold(match: Match): { readonly waiting: number; release(): void };
  /** The next `times` matching requests never reach the server. With a number: a proxy answers this status instead. */
  failNext(match: Match, how?: 'unreachable' | number, times?: number): void;
  /** The next matching request does reach the server, and its answer is lost. */
  loseAnswer(match: Match): void;
}

/** As browsers say it when a request finds no way. */
const unreachable = () => new TypeError('Failed to fetch');

const ABNORMAL = 1006;

/** What every request hangs on: pull it and all of them reject. */
function aCable() {
  let pull!: () => void;
  const whenPulled = new Promise<never>((_, reject) => (pull = () => reject(unreachable())));
  whenPulled.catch(() => undefined); // with no request under way there is nobody to tell
  return { pull, whenPulled };
}

/** Puts a network in front of a server. */
export function aNetwork(server: { readonly fetch: Fetch; readonly live: OpenLive }): Network {
  const exchanges: Exchange[] = [];
  const sockets = new Set<(code: number) => void>();
  const holds = new Set<{ match: Match; queue: (() => void)[] }>();
  const spoils: { match: Match; how: 'unreachable' | 'lose' | number }[] = [];
  let cable = aCable();
  let state: 'whole' | 'cut' = 'whole';
  let liveAllowed = true;
  let deaf = false;
  let delay = 0;

  const matches = (match: Match, line: string) =>
    typeof match === 'string' ? line.includes(match) : match.test(line);

  function takeSpoil(line: string) {
    const index = spoils.findIndex(({ match }) => matches(match, line));
    return index < 0 ? undefined : spoils.splice(index, 1)[0]!.how;
  }

  const closeSockets = (code = ABNORMAL) => {
    for (const drop of [...sockets]) drop(code);
  };

  async function pass(request: Request, line: string): Promise<Response> {
    if (state === 'cut') throw unreachable();
    const spoil = takeSpoil(line);
    if (spoil === 'unreachable') throw unreachable();
    if (typeof spoil === 'number') return new Response(null, { status: spoil });
    for (const { match, queue } of holds) {
      if (matches(match, line)) await new Promise<void>((resolve) => queue.push(resolve));
    }
    const answer = await server.fetch(request);
    if (spoil === 'lose') throw unreachable();
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
    return answer;
  }

  return {
    exchanges,
    get sockets() {
      return sockets.size;
    },
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const { method, signal } = request;
      const path = pathname + search;
      const aborted = new Promise<never>((_, reject) => {
        const abort = () => reject(signal.reason as Error);
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true });
      });
      aborted.catch(() => undefined);
      try {
        const answer = await Promise.race([pass(request, `${method} ${path}`), cable.whenPulled, aborted]);
        exchanges.push({ method, path, status: answer.status });
        return answer;
      } catch (error) {
        exchanges.push({ method, path });
        throw error;
      }
    },
    live({ ticket, onFrame, onClose }) {
      let open = true;
      const end = (code: number | undefined) => {
        if (!open) return;
        open = false;
        sockets.delete(drop);
        onClose(code);
      };
      const drop = (code: number) => {
        inner?.close();
        end(code);
      };
      if (state === 'cut' || !liveAllowed) {
        queueMicrotask(() => end(ABNORMAL));
        return { close: () => (open = false) };
      }
      const inner = server.live({
        ticket,
        onFrame: (frame) => open && !deaf && onFrame(frame),
        onClose: end,
      });
      sockets.add(drop);
      return {
        close() {
          open = false;
          sockets.delete(drop);
          inner.close();
        },
      };
    },
    cut() {
      if (state === 'cut') return;
      state = 'cut';
      cable.pull();
      closeSockets();
      say('offline');
    },
    mend() {
      deaf = false;
      if (state === 'whole') return;
      state = 'whole';
      cable = aCable();
      say('online');
    },
    withoutLive() {
      liveAllowed = false;
      closeSockets();
    },
    withLive: () => void (liveAllowed = true),
    closeSockets,
    deafen: () => void (deaf = true),
    delay: (ms) => void (delay = ms),
    hold(match) {
      const held = { match, queue: [] as (() => void)[] };
      holds.add(held);
      return {
        get waiting() {
          return held.queue.length;
        },
        release() {
          holds.delete(held);
          for (const go of held.queue.splice(0)) go();
        },
      };
    },
    failNext(match, how = 'unreachable', times = 1) {
      for (let i = 0; i < times; i++) spoils.push({ match, how });
    },
    loseAnswer: (match) => void spoils.push({ match, how: 'lose' }),
  };
}

/** Tells the page what a browser would tell it. */
function say(event: 'online' | 'offline') {
  if (typeof window !== 'undefined') window.dispatchEvent(new Event(event));
}
