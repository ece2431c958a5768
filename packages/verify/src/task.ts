import type { Anchor } from '@consult/core/chain';

/** What is asked for. */
export interface Task {
  /** An exported conversation or, with `audit`, a server's database. Only beside a `consent` it may be absent. */
  readonly file: string | undefined;
  /** The file is a server's database, and its audit is meant. */
  readonly audit: boolean;
  /** The record of a consent, to be looked for in that audit where there is one. */
  readonly consent: string | undefined;
  readonly anchor: Anchor | undefined;
  readonly lang: string;
}

/** Reads the arguments; `undefined` where they make no sense. */
export function readTask(given: readonly string[], language: string): Task | undefined {
  let file: string | undefined;
  let audit = false;
  let consent: string | undefined;
  let anchor: Anchor | undefined;
  let lang = language;
  const rest = [...given];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (next === '--audit') audit = true;
    else if (next === '--lang') lang = rest.shift() ?? '';
    else if (next === '--consent') {
      consent = rest.shift();
      if (consent === undefined) return undefined;
    } else if (next === '--anchor') {
      anchor = anchorOf(rest.shift());
      if (!anchor) return undefined;
    } else if (next.startsWith('-') || file !== undefined) return undefined;
    else file = next;
  }
  const task = { file, audit, consent, anchor, lang };
  if (anchor && !audit) return undefined;
  const named = file !== undefined;
  return (consent === undefined ? named : named === audit) ? task : undefined;
}

/** `count:hash`, as the line `audit-anchor` of a server's log has them. */
function anchorOf(text = ''): Anchor | undefined {
  const [, id, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return hash ? { id: Number(id), hash } : undefined;
}
