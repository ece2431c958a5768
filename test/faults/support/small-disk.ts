import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somewhere a server can keep its data, and that can be filled to the last byte. */
export interface SmallDisk {
  /** What there is to know of it, for the test's name. */
  readonly kind: string;
  /** The command through which the server is started. */
  readonly through: readonly string[];
  fill(pid: number): void;
  free(pid: number): void;
  close(): void;
}

/** Megabytes; a server begins with less than one. */
const SIZE = 8;

/** A file system of its own in memory; `undefined` where one may not mount any. */
export function memoryDisk(folder: string): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}m`, 'consult-faults', folder]);
  if (mounted.status !== 0) return undefined;
  const ballast = join(folder, 'ballast');
  return {
    kind: 'a small file system',
    through: [],
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(ballast),
    close: () => void spawnSync('umount', ['--lazy', folder]),
  };
}

/** Files that may not grow: the system refuses what is written behind their end. */
export function shortFiles(): SmallDisk | undefined {
  if (spawnSync('prlimit', ['--version']).error) return undefined;
  const limit = (pid: number, bytes: string) =>
    spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  return {
    kind: 'files that may not grow',
    // The signal that comes with the refusal would end the process.
    through: ['sh', '-c', `trap '' XFSZ; exec "$@"`, 'sh'],
    fill: (pid) => void limit(pid, '1'),
    free: (pid) => void limit(pid, 'unlimited'),
    close: () => undefined,
  };
}
