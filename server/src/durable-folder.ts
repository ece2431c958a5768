import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it that are missing, so that they survive a power cut: a name is on the disk when the
 * folder it stands in has been synced, and nobody does that by himself.
 */
export function makeDurableFolder(path: string, mode?: number): void {
  const first = mkdirSync(path, { recursive: true, mode }) ?? path;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

function syncFolder(path: string) {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
