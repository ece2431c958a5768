import { ConsultError } from '@consult/core';
import type { TransactionControl } from './connection.js';
import { weatherOf } from './weather.js';

/** Runs `step` in a transaction and answers what it returned once that has been committed. */
export type Commit = <T>(step: () => T) => Promise<T>;

/** The one way to write: steps that arrive together share a commit, and so one wait for the disk. */
export interface GroupCommit {
  readonly commit: Commit;
  /** Steps that wait or are retried. */
  readonly waiting: number;
  /** Takes no more steps; resolves when those under way have ended. */
  close(): Promise<void>;
}

/** When to run what has been gathered, and how long to be patient with a file that somebody else holds. */
export interface GroupCommitOptions {
  /** Runs `run` once this turn of the event loop has had the chance to bring more: `setImmediate` in Node. */
  readonly schedule: (run: () => void) => void;
  /** Runs `run` after `ms`. */
  readonly later: (run: () => void, ms: number) => void;
  /** Called after every commit. */
  readonly onCommit?: () => void;
}

/** So many steps at most share a commit, so that readers get their turn under a flood. */
const BATCH = 256;
/** How long between two tries at a file that is held by another process, in ms, and how many of them. */
const RETRY_AFTER = 50;
const RETRIES = 60;

interface Waiting {
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Gathers steps and commits them together.
 *
 * Each step has a savepoint of its own, so that a refusal undoes its own step only. Nobody hears anything before the
 * commit: an answer, be it a refusal, speaks of what is on the disk.
 */
export function createGroupCommit(control: TransactionControl, options: GroupCommitOptions): GroupCommit {
  let queue: Waiting[] = [];
  let scheduled = false;
  let retries = 0;
  let closed = false;
  let onDrained: (() => void) | undefined;

  const schedule = () => {
    scheduled = true;
    options.schedule(flush);
  };

  const flush = () => {
    scheduled = false;
    const batch = queue.splice(0, BATCH);
    let outcomes: Outcome[];
    try {
      outcomes = commitTogether(control, batch);
    } catch (error) {
      const weather = weatherOf(error);
      if (weather === 'unavailable' && retries < RETRIES) return putBack(batch);
      retries = 0;
      const refusal = weather ? new ConsultError(weather, { cause: error }) : error;
      for (const { reject } of batch) reject(refusal);
      return settle();
    }
    retries = 0;
    outcomes.forEach((outcome, at) => {
      if ('error' in outcome) batch[at]!.reject(outcome.error);
      else batch[at]!.resolve(outcome.value);
    });
    settle();
  };

  const putBack = (batch: Waiting[]) => {
    retries++;
    queue = [...batch, ...queue];
    scheduled = true;
    options.later(flush, RETRY_AFTER);
  };

  const settle = () => {
    options.onCommit?.();
    if (queue.length) return schedule();
    onDrained?.();
  };

  return {
    commit: <T>(step: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (closed) return reject(new ConsultError('unavailable'));
        queue.push({ run: step, resolve: resolve as (value: unknown) => void, reject });
        if (!scheduled) schedule();
      }),
    get waiting() {
      return queue.length;
    },
    close() {
      closed = true;
      return new Promise((resolve) => {
        onDrained = resolve;
        if (!queue.length && !scheduled) resolve();
      });
    },
  };
}

function commitTogether(control: TransactionControl, batch: readonly Waiting[]): Outcome[] {
  control.begin();
  try {
    const outcomes = batch.map((step) => runStep(control, step));
    control.commit();
    return outcomes;
  } catch (error) {
    if (control.active) control.rollback();
    throw error;
  }
}

function runStep(control: TransactionControl, { run }: Waiting): Outcome {
  control.mark();
  try {
    const value = run();
    control.keep();
    return { value };
  } catch (error) {
    // A disk that fails takes the whole transaction with it: nothing of the batch can be promised.
    if (weatherOf(error) || !control.active) throw error;
    control.undo();
    return { error };
  }
}
