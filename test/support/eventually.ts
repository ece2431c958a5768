import { vi } from 'vitest';

/** Longer than any busy machine needs; a test that waits so long has failed. */
const PATIENCE = { timeout: 8000, interval: 5 };

/** Resolves as soon as `look` neither throws nor rejects; rejects with what it said last. */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, PATIENCE);
