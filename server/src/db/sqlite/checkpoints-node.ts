import { createOffThread, threadFile } from '../../off-thread-node.js';

/** When the write-ahead log is moved into the file. */
export interface Checkpoints {
  /** Something has been committed. */
  onCommit(): void;
  /** Resolves once no other thread is at the log. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface CheckpointTimes {
  /** The log is moved when nobody has written for so long, in ms. */
  readonly quiet: number;
  /** Where it is never quiet, so often, in ms. */
  readonly busy: number;
}

/** Half a second of everybody writing is a megabyte or two. */
const TIMES: CheckpointTimes = { quiet: 250, busy: 500 };

/**
 * Moves the log when nobody waits. Where somebody always writes, to move megabytes would hold them all up for a tenth of a
 * second, so another thread moves what there is, and the rest, which has been written meanwhile, is little.
 *
 * @param move - Moves the log on this thread.
 */
export function createCheckpoints(file: string, move: () => void, times = TIMES): Checkpoints {
  const thread = createOffThread<string, void>(threadFile('checkpoint-worker-node', import.meta.url));
  let quiet: NodeJS.Timeout | undefined;
  let busy: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  let closed = false;

  const tryToMove = () => {
    try {
      if (!closed) move();
    } catch {
      // A full disk, somebody who holds the file: the log grows, and whoever is next moves more.
    }
  };
  const onQuiet = () => {
    clearTimeout(busy);
    busy = undefined;
    tryToMove();
  };
  const onBusy = () => {
    const done = () => {
      tryToMove();
      busy = undefined;
    };
    working = thread.run(file).then(done, done);
  };

  return {
    onCommit() {
      if (closed) return;
      if (quiet) quiet.refresh();
      else quiet = setTimeout(onQuiet, times.quiet).unref();
      busy ??= setTimeout(onBusy, times.busy).unref();
    },
    settled: () => working,
    async close() {
      closed = true;
      clearTimeout(quiet);
      clearTimeout(busy);
      await thread.close();
      await working;
    },
  };
}
