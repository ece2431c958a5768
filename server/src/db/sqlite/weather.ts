import type { ErrorCode } from '@consult/core';

/**
 * What a failure of the database means to whoever waits for a write: the disk is full or failing, or the file is held
 * by somebody else. `undefined` for everything else, which is a bug.
 */
export function weatherOf(thrown: unknown): Extract<ErrorCode, 'storage-full' | 'unavailable'> | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') continue;
    if (/^SQLITE_(FULL|IOERR)/.test(code)) return 'storage-full';
    if (/^SQLITE_(BUSY|LOCKED|READONLY|CANTOPEN|PROTOCOL)/.test(code)) return 'unavailable';
  }
  return undefined;
}
