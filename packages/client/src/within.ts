import { ConsultError } from '@consult/core';

/** What `work` gives, or `unavailable` after `ms` or when `signal` says stop. `work` itself may go on unheard. */
export function within<T>(ms: number, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => settle(() => reject(new ConsultError('unavailable')));
    const timer = setTimeout(stop, ms);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      act();
    };
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
