import { leavesAt, mayLeave, retryAt, type Leaving } from '@consult/core';
import type { Deps } from '../deps.js';
import type { Channel, Handover } from './channel.js';
import type { Leased } from './notice-store.js';
import { messageOf, type MessageFrame } from './notice-words.js';

/** What the outbox needs. */
export interface OutboxDeps extends Pick<Deps, 'stores' | 'config' | 'log' | 'now' | 'stopping'> {
  readonly channels: readonly Channel[];
  readonly frame: MessageFrame;
  /** This process, among those that share the database. */
  readonly owner: string;
  /** How long a message may take, in ms; then another process may try. */
  readonly leaseMs: number;
}

/** So many notices are planned, and so many deliveries made, at once. */
const ROUND = 20;

/** How long it is remembered what became of a delivery, in ms. */
const REMEMBERED = 30 * 24 * 60 * 60 * 1000;

/**
 * Sends what is due by the channels there are; answers how many messages were handed over.
 *
 * At least once: a delivery is marked after the other side has taken it, so that a crash between the two repeats it, with the
 * same id. Whether it may leave is asked when it is planned and again in the transaction that takes it, so that a consent
 * that was withdrawn meanwhile holds back what waits, and what failed is not tried again within the quiet hours.
 */
export async function emptyOutbox(deps: OutboxDeps): Promise<number> {
  const { stores, channels, now } = deps;
  const configured = channels.map(({ kind }) => kind);
  while ((await stores.deliveries.plan(now(), ROUND, configured, planner(deps))) === ROUND);
  let taken = 0;
  for (;;) {
    const at = now();
    const leased = await stores.deliveries.lease(
      { owner: deps.owner, now: at, until: at + deps.leaseMs, limit: ROUND },
      configured,
      (leaving) => (mayLeave(leaving, at) ? leavesAt(leaving.moment, at, deps.config.quietHours) : null),
    );
    const outcomes = await Promise.all(leased.map((delivery) => deliver(deps, delivery)));
    taken += outcomes.filter(Boolean).length;
    if (leased.length < ROUND || deps.stopping?.()) break;
  }
  await stores.deliveries.sweep(now() - REMEMBERED);
  return taken;
}

function planner({ channels, config, now }: OutboxDeps) {
  const at = now();
  const configured = channels.map(({ kind }) => kind);
  return (leaving: Leaving) => ({
    channels: mayLeave(leaving, at) ? configured : [],
    dueAt: leavesAt(leaving.moment, at, config.quietHours),
  });
}

/** Makes one delivery and says what became of it. Whether it was taken. */
async function deliver(deps: OutboxDeps, delivery: Leased): Promise<boolean> {
  const { stores, channels, log, now, owner } = deps;
  const { id, tries } = delivery;
  const channel = channels.find(({ kind }) => kind === delivery.channel)!;
  let outcome: Handover;
  try {
    outcome = await inTime(channel.send(messageOf(delivery, deps.frame)), deps.leaseMs / 2);
  } catch (error) {
    const dueAt = retryAt(tries, now());
    await stores.deliveries.failed(id, owner, now(), dueAt);
    const fields = { delivery: id, code: channel.kind, name: (error as Error).name, count: tries };
    if (dueAt === null) log.error(fields, 'delivery-dead');
    else log.warn(fields, 'delivery-failed');
    return false;
  }
  if (outcome === 'taken') {
    await stores.deliveries.sent(id, now());
    return true;
  }
  if (outcome === 'gone') await stores.deliveries.gone(id, now());
  else await stores.deliveries.failed(id, owner, now(), null);
  log.warn({ delivery: id, code: channel.kind, name: outcome, count: tries }, 'delivery-dead');
  return false;
}

/** Whoever takes longer has failed: the lease must not end while it goes on. */
function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
