import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * Which life of this machine it is: the same after a restart of the server, another one after a power cut.
 *
 * What a process has written and not synced outlives the process, but not this.
 */
export function currentBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round((Date.now() - uptime() * 1000) / 60_000)); // only Linux gives it a name; the minute it began
  }
}
