import { Worker, type WorkerOptions } from 'node:worker_threads';
import { ConsultError } from '@consult/core';

/** Work that is done on a thread of its own, one job after another. */
export interface OffThread<Job, Answer> {
  /** @throws ConsultError `unavailable` where the thread ended, took too long or has too much to do already. */
  run(job: Job): Promise<Answer>;
  /** Ends the thread; what waits is not done. */
  close(): Promise<void>;
}

export interface OffThreadOptions {
  /** What the thread is told when it starts. */
  readonly data?: unknown;
  /** How long one job may take, in ms. */
  readonly timeoutMs?: number;
  /** How many jobs may wait. */
  readonly waiting?: number;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

type Reply<Answer> = { readonly answer: Answer } | { readonly failed: string };

/** So much memory a document may take; a thread that wants more is ended, and the server lives on. */
const LIMITS: NonNullable<WorkerOptions['resourceLimits']> = { maxOldGenerationSizeMb: 256 };

/**
 * Where a thread's module is, beside the module at `from`. Built, the server is one file and its threads lie beside it;
 * in development each is where it was written, and Node takes its types off.
 */
export const threadFile = (name: string, from: string): URL =>
  new URL(`./${name}.${from.endsWith('.ts') ? 'ts' : 'js'}`, from);

/**
 * Does jobs on one thread, which is started for the first of them, and again after it has crashed or was ended because
 * a job took too long. Only a thread with something to do keeps the process alive.
 */
export function createOffThread<Job, Answer>(
  file: URL,
  { data, timeoutMs = 20_000, waiting = 32 }: OffThreadOptions = {},
): OffThread<Job, Answer> {
  const queue: Waiting<Job, Answer>[] = [];
  let worker: Worker | undefined;
  let current: Waiting<Job, Answer> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function start(): Worker {
    const started = new Worker(file, { workerData: data, resourceLimits: LIMITS });
    const onEnd = (error?: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      settle(({ reject }) => reject(new ConsultError('unavailable', { cause: error })));
    };
    started.on('message', (reply: Reply<Answer>) =>
      settle(({ resolve, reject }) =>
        'answer' in reply ? resolve(reply.answer) : reject(failureCalled(reply.failed)),
      ),
    );
    started.on('error', onEnd);
    started.on('exit', () => onEnd());
    return started;
  }

  function settle(how: (done: Waiting<Job, Answer>) => void) {
    clearTimeout(timer);
    const done = current;
    current = undefined;
    worker?.unref();
    if (done) how(done);
    next();
  }

  function next() {
    if (current || !(current = queue.shift())) return;
    worker ??= start();
    worker.ref();
    timer = setTimeout(() => end(), timeoutMs);
    worker.postMessage(current.job);
  }

  /** Ends the thread; its `exit` refuses the job it was at. */
  const end = () => worker?.terminate();

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (closed || queue.length >= waiting) return reject(new ConsultError('unavailable'));
        queue.push({ job, resolve, reject });
        next();
      }),
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new ConsultError('unavailable'));
      await end();
    },
  };
}

/** What went wrong on the thread, by its class alone: messages may hold what was in the job. */
function failureCalled(name: string): Error {
  const failure = new Error('failed off the main thread');
  failure.name = name;
  return failure;
}
