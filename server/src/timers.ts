import { endDueCalls } from './calls/call-service.js';
import type { TransportConfig } from './config-defaults.js';
import { moveDue } from './consultations/clock.js';
import type { Deps, Log } from './deps.js';
import { BEAT_SHARES } from './feed/feed.js';
import { sweepFiles, SWEEP_GRACE } from './files/sweep.js';
import { remindDue } from './notices/notice-service.js';
import { ALARMS_EVERY, tellOverdue } from './own-data/overdue.js';
import { SCRUB_EVERY, scrubDestroyed } from './own-data/scrubbing.js';
import { endRepresentations } from './people/people-service.js';
import { ANCHOR_EVERY, tellAnchor } from './records/anchor.js';
import { lapseDueOffers } from './requests/clock.js';

/** How often what has run out is looked for, in ms: nobody is let go on for longer than two seconds. */
const WATCH_MS = 1_000;

/**
 * What happens by itself: consultations open, are reminded of and missed at their time, notices leave, sockets are kept
 * alive, what nobody needs is swept away and what waits for the antivirus is tried again. Answers how to end it.
 */
export function startTimers(
  deps: Deps,
  transport: TransportConfig,
  sendNotices: () => void,
  ping: (share: number) => void,
): () => void {
  const { log, scanner, config, now } = deps;
  const sweep = oneAtATime(log, 'sweep-failed', (before: number) => sweepFiles(deps, before));
  const move = oneAtATime(log, 'clock-failed', async () => {
    await moveDue(deps);
    await lapseDueOffers(deps);
    await remindDue(deps);
    await endDueCalls(deps); // what a timer of its own has not ended: it was rung by a process before this one
  });
  let share = 0;
  const alarm = oneAtATime(log, 'erasure-clock-failed', () => tellOverdue(deps));
  alarm();
  sweep(now()); // whatever lies there without a row was left by a server that is no more
  void scanner?.wake();
  const timers = [
    setInterval(move, transport.clockMs),
    setInterval(() => sweep(now() - SWEEP_GRACE), transport.sweepMs),
    setInterval(() => void scanner?.retry(), transport.scanMs),
    setInterval(sendNotices, transport.outboxMs),
    setInterval(
      oneAtATime(log, 'anchor-failed', () => tellAnchor(deps)),
      ANCHOR_EVERY,
    ),
    setInterval(alarm, ALARMS_EVERY),
    setInterval(
      oneAtATime(log, 'scrub-failed', () => scrubDestroyed(deps)),
      SCRUB_EVERY,
    ),
    setInterval(() => {
      deps.feed.beat(share);
      ping(share);
      share = (share + 1) % BEAT_SHARES;
    }, config.beatMs / BEAT_SHARES),
    setInterval(() => deps.feed.closeExpired(), WATCH_MS),
    setInterval(
      oneAtATime(log, 'representations-failed', () => endRepresentations(deps)),
      WATCH_MS,
    ),
  ];
  return () => timers.forEach(clearInterval);
}

/** One at a time: a slow disk must not pile up rounds. What fails is told by its class alone. */
export function oneAtATime<A extends unknown[]>(
  log: Log,
  event: string,
  work: (...args: A) => Promise<unknown>,
) {
  let working = false;
  return (...args: A) => {
    if (working) return;
    working = true;
    work(...args)
      .catch((error: unknown) => log.error({ name: (error as Error).name }, event))
      .finally(() => (working = false));
  };
}
