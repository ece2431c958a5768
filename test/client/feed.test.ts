import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsultError, FEED_CLOSE } from '@consult/core';
import type { FeedFrame } from '@consult/core/wire';
import type { Connection, OpenLive } from '../../packages/client/src/contracts.js';
import { Feed, type Hint } from '../../packages/client/src/feed.js';
import { TUNING, type Tuning } from '../../packages/client/src/tuning.js';
import { NOON } from './support/a-log.js';

const SECOND = 1000;
const BEAT = 15 * SECOND;

/** A feed, the network under it, and what it told. */
function aFeed({ random = 0.999, sockets = true, live = true, tuning = {} as Partial<Tuning> } = {}) {
  const told: Connection[] = [];
  const hints: Hint[] = [];
  const frames: FeedFrame[] = [];
  const gaps: boolean[] = [];
  const triedAt: number[] = [];
  const network = {
    /** What stands between us and HTTP, if anything. */
    trouble: undefined as unknown,
    sockets,
    open: undefined as Parameters<OpenLive>[0] | undefined,
    closed: 0,
  };
  const openLive: OpenLive = (listener) => {
    if (network.sockets) network.open = listener;
    else queueMicrotask(() => listener.onClose(1006));
    return { close: () => void network.closed++ };
  };
  const request = async () => {
    if (network.trouble) throw network.trouble;
  };
  const feed = new Feed({
    live: live ? openLive : null,
    tuning: { ...TUNING, random: () => random, ...tuning },
    now: Date.now,
    knock: async () => {
      triedAt.push(Date.now());
      await request();
    },
    ticket: async () => {
      await request();
      return `ticket-${triedAt.length}`;
    },
    onConnection: (connection) => told.push(connection),
    onHint: (hint) => hints.push(hint),
    onFrame: (frame) => frames.push(frame),
    onGap: (lately) => gaps.push(lately),
  });
  const frame = (frame: FeedFrame) => network.open!.onFrame(frame);
  return {
    feed,
    network,
    told,
    hints,
    frames,
    gaps,
    triedAt,
    frame,
    /** What it says of the connection now. */
    get now() {
      return told[told.length - 1]?.state ?? 'connecting';
    },
    hello: () => frame({ type: 'hello', epoch: 'epoch-1', beat: BEAT }),
    async connect() {
      feed.start();
      await passing(0);
      this.hello();
    },
    /** The socket stands for so many beats. */
    async stand(beats: number) {
      for (let beat = 0; beat < beats; beat++) {
        await passing(BEAT);
        frame({ type: 'beat' });
      }
    },
    hangUp: (code: number) => network.open!.onClose(code),
  };
}

const passing = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** The pauses between the tries, rounded to tenths of a second. */
const pauses = (triedAt: number[]) =>
  triedAt.slice(1).map((at, i) => Math.round((at - triedAt[i]!) / 100) / 10);

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

describe('the feed', () => {
  it('is live with the first frame, and lets everything ask what was missed meanwhile', async () => {
    const line = aFeed();
    line.feed.start();
    await passing(0);
    expect(line.now).toBe('connecting');
    line.hello();
    expect(line.told).toEqual([{ state: 'live' }]);
    expect(line.gaps).toEqual([false]);
    line.frame({ type: 'hint', epoch: 'epoch-1', chat: 'cht_1', revision: 7 });
    expect(line.hints).toMatchObject([{ chat: 'cht_1', revision: 7 }]);
    line.frame({ type: 'presence', chat: 'cht_1', online: true });
    expect(line.hints).toHaveLength(1);
    expect(line.frames.map(({ type }) => type)).toEqual(['hello', 'hint', 'presence']);
  });

  it('takes silence of three beats for death, and a beat for life', async () => {
    const line = aFeed();
    await line.connect();
    await passing(2.9 * BEAT);
    line.frame({ type: 'beat' });
    await passing(2.9 * BEAT);
    expect(line.now).toBe('live');
    await passing(0.1 * BEAT + 1);
    expect(line.now).toBe('offline');
    expect(line.network.closed).toBe(1);
  });

  it('comes back by itself and asks for what was missed', async () => {
    const line = aFeed();
    await line.connect();
    await passing(5 * SECOND);
    line.hangUp(1006);
    expect(line.told[1]).toMatchObject({ state: 'offline', retryAt: expect.any(Number) as number });
    await passing(SECOND);
    line.hello();
    expect(line.now).toBe('live');
    expect(line.gaps).toEqual([false, false]);
  });

  it('tries ever more rarely, at most once a second and at least twice a minute', async () => {
    const line = aFeed();
    line.network.trouble = new ConsultError('unavailable');
    line.feed.start();
    await passing(200 * SECOND);
    expect(pauses(line.triedAt)).toEqual([1, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]);
    expect(line.now).toBe('offline');
  });

  it.each([0, 0.2, 0.7])('spreads the tries over time (%d)', async (random) => {
    const line = aFeed({ random });
    line.network.trouble = new ConsultError('unavailable');
    line.feed.start();
    await passing(60 * SECOND);
    expect(pauses(line.triedAt)[5]).toBe(Math.max(1, 16 * random));
  });

  it('says when it will try again, and does not try before the server wants it', async () => {
    const line = aFeed({ random: 0 });
    line.network.trouble = new ConsultError('too-many-requests', { retryAfter: 20 * SECOND });
    line.feed.start();
    await passing(0);
    expect(line.told).toEqual([{ state: 'offline', retryAt: NOON + 20 * SECOND }]);
    await passing(19.9 * SECOND);
    expect(line.triedAt).toHaveLength(1);
    await passing(0.2 * SECOND);
    expect(line.triedAt).toHaveLength(2);
  });

  it('tries at once when a request has found its way, unless the server wants it to wait', async () => {
    const line = aFeed();
    line.network.trouble = new ConsultError('unavailable');
    line.feed.start();
    await passing(35 * SECOND);
    const tries = line.triedAt.length;
    line.network.trouble = new ConsultError('too-many-requests', { retryAfter: 20 * SECOND });
    line.feed.reach(true);
    await passing(1);
    expect(line.triedAt).toHaveLength(tries + 1);
    line.feed.reach(true);
    await passing(19 * SECOND);
    expect(line.triedAt).toHaveLength(tries + 1);
  });

  it('forgets earlier failures after a stable minute, not before', async () => {
    const line = aFeed();
    line.network.trouble = new ConsultError('unavailable');
    line.feed.start();
    await passing(10 * SECOND);
    line.network.trouble = undefined;
    await passing(10 * SECOND);
    line.hello();
    line.hangUp(1006);
    const early = line.told[line.told.length - 1]!.retryAt! - Date.now();
    expect(early).toBeGreaterThan(10 * SECOND);
    await passing(early);
    line.hello();
    await line.stand(5);
    line.hangUp(1006);
    expect(line.told[line.told.length - 1]!.retryAt! - Date.now()).toBeLessThanOrEqual(SECOND);
  });

  it('spreads wider when the server says that it restarts', async () => {
    const line = aFeed();
    await line.connect();
    await line.stand(5);
    line.hangUp(FEED_CLOSE.restart);
    expect(line.told[line.told.length - 1]!.retryAt! - Date.now()).toBeGreaterThan(1.9 * SECOND);
  });

  it("goes on with the next token at once when the old one's time is over, and says nothing of it", async () => {
    const line = aFeed();
    await line.connect();
    await line.stand(5);
    line.hangUp(FEED_CLOSE.signedOut);
    await passing(1);
    expect(line.triedAt).toHaveLength(2);
    expect(line.told.map(({ state }) => state)).toEqual(['live']);
    line.hello();
    expect(line.gaps).toEqual([false, false]);
  });

  it('stops where the server will not have this person, until somebody wants to try again', async () => {
    const line = aFeed();
    line.network.trouble = new ConsultError('account-simplified');
    line.feed.start();
    await passing(300 * SECOND);
    expect(line.told).toEqual([{ state: 'refused', problem: 'account-simplified' }]);
    expect(line.triedAt).toHaveLength(1);
    line.network.trouble = undefined;
    line.feed.wake();
    await passing(1);
    line.hello();
    expect(line.now).toBe('live');
  });

  it('tries at once when the page wakes, but never twice within a second', async () => {
    const line = aFeed();
    line.network.trouble = new ConsultError('unavailable');
    line.feed.start();
    await passing(35 * SECOND);
    const tries = line.triedAt.length;
    line.feed.wake();
    line.feed.wake();
    await passing(1);
    line.feed.wake();
    await passing(0.9 * SECOND);
    expect(line.triedAt).toHaveLength(tries + 1);
    await passing(0.2 * SECOND);
    expect(line.triedAt).toHaveLength(tries + 2);
  });

  it('trusts a socket after a short sleep and opens another after a long one', async () => {
    const line = aFeed();
    await line.connect();
    vi.setSystemTime(NOON + BEAT);
    line.feed.wake();
    await passing(0);
    expect(line.triedAt).toHaveLength(1);
    vi.setSystemTime(NOON + 300 * SECOND); // timers slept with the machine
    line.feed.wake();
    await passing(0);
    expect(line.triedAt).toHaveLength(2);
  });

  it('is offline when the machine says so', async () => {
    const line = aFeed();
    await line.connect();
    line.feed.offline();
    expect(line.now).toBe('offline');
    expect(line.network.closed).toBe(1);
  });

  it('does not hear a socket it has let go of', async () => {
    const line = aFeed();
    await line.connect();
    const old = line.network.open!;
    line.feed.offline();
    old.onFrame({ type: 'hint', epoch: 'epoch-1', chat: 'cht_1', revision: 1 });
    old.onClose(1006);
    expect(line.hints).toEqual([]);
    expect(line.told.map(({ state }) => state)).toEqual(['live', 'offline']);
  });

  it('keeps nothing going once it is closed', async () => {
    const line = aFeed();
    await line.connect();
    line.feed.close();
    line.feed.wake();
    line.feed.offline();
    expect(vi.getTimerCount()).toBe(0);
    await passing(600 * SECOND);
    expect(line.triedAt).toHaveLength(1);
  });
});

describe('the feed without sockets', () => {
  it('polls once three have failed while HTTP works, and tries a socket now and then', async () => {
    const line = aFeed({ sockets: false, random: 0.5 });
    line.feed.start();
    await passing(5 * SECOND);
    expect(line.told).toEqual([{ state: 'polling' }]);
    expect(line.triedAt).toHaveLength(3);
    expect(line.gaps).toEqual([false]);
    await passing(20 * SECOND);
    expect(line.gaps).toEqual([false, true, true, true, true, true]);
    line.network.sockets = true;
    await passing(40 * SECOND);
    expect(line.triedAt).toHaveLength(4);
    line.hello();
    expect(line.now).toBe('live');
    const asked = line.gaps.length;
    await passing(30 * SECOND);
    expect(line.gaps).toHaveLength(asked);
  });

  it('gives up a socket that opens and says nothing', async () => {
    const line = aFeed({ random: 0.5 });
    line.feed.start();
    await passing(40 * SECOND);
    expect(line.told).toEqual([{ state: 'polling' }]);
  });

  it('polls at once on another tab’s news, and not oftener than twice a second', async () => {
    const line = aFeed({ live: false, random: 0.5 });
    line.feed.nudge(); // nothing polls yet
    line.feed.start();
    await passing(SECOND);
    expect(line.gaps).toEqual([false]);
    for (let news = 0; news < 100; news++) line.feed.nudge();
    expect(line.gaps, 'without a timer, which a hidden page has late').toEqual([false, true]);
    line.feed.nudge();
    await passing(499);
    expect(line.gaps).toHaveLength(2);
    await passing(1);
    expect(line.gaps).toHaveLength(3);
    await passing(3999);
    expect(line.gaps, 'and from then on as before').toHaveLength(3);
    await passing(1);
    expect(line.gaps).toHaveLength(4);
  });

  it('asks nothing more often on another tab’s news while it has a socket, or is closed', async () => {
    const line = aFeed();
    await line.connect();
    line.feed.nudge();
    line.feed.close();
    line.feed.nudge();
    await passing(60 * SECOND);
    expect(line.gaps).toEqual([false]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('polls from the start where sockets are not wanted', async () => {
    const line = aFeed({ live: false });
    line.feed.start();
    await passing(0);
    expect(line.told).toEqual([{ state: 'polling' }]);
  });

  it('is offline when a poll finds no server, and polls again when it does', async () => {
    const line = aFeed({ live: false });
    line.feed.start();
    await passing(10 * SECOND);
    line.network.trouble = new ConsultError('unavailable');
    line.feed.reach(false);
    expect(line.now).toBe('offline');
    await passing(SECOND);
    line.network.trouble = undefined;
    await passing(5 * SECOND);
    expect(line.now).toBe('polling');
  });

  it('counts a socket the browser forbids as one that cannot be had', async () => {
    const line = aFeed({ random: 0.5 });
    const forbidden = new Feed({
      live: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
      tuning: { ...TUNING, random: () => 0.5 },
      now: Date.now,
      knock: async () => undefined,
      ticket: async () => 'ticket',
      onConnection: (connection) => line.told.push(connection),
      onHint: () => undefined,
      onFrame: () => undefined,
      onGap: () => undefined,
    });
    forbidden.start();
    await passing(5 * SECOND);
    expect(line.told).toEqual([{ state: 'polling' }]);
    forbidden.close();
  });
});
