import { canonical, type Sha256 } from './canonical.js';

/** What the file says it is. */
export const EXPORT_FORMAT = 'consult-chat';
/** Of the layout below. A change of it is another version. */
export const EXPORT_VERSION = 1;

/** What an exported conversation says of itself before its entries. */
export interface ExportAbout {
  readonly epoch: string;
  /** ms UTC. */
  readonly exportedAt: number;
  /** Who spoke with whom, and how many entries there are (`seq`). The chain begins with it. */
  readonly chat: { readonly seq: number } & Readonly<Record<string, unknown>>;
}

// The layout, line by line. The chain covers the chat and its entries alone, so that two exports of a finished
// conversation end in the same `hash`; the `seal` covers that and the rest.

/** The text whose hash begins the chain. */
export const exportStart = ({ chat }: ExportAbout): string => canonical(chat);

/** The text whose hash is that of the next entry. */
export const exportLink = (previous: string, entry: unknown): string => previous + canonical(entry);

/** The text whose hash seals the file. */
export const exportSeal = (last: string, { epoch, exportedAt }: ExportAbout): string =>
  last + canonical({ epoch, exportedAt, format: EXPORT_FORMAT, version: EXPORT_VERSION });

/** The first line. */
export const exportHead = ({ epoch, exportedAt, chat }: ExportAbout): string =>
  `{"format":"${EXPORT_FORMAT}","version":${EXPORT_VERSION},"epoch":${JSON.stringify(epoch)},` +
  `"exportedAt":${exportedAt},"chat":${canonical(chat)},"entries":[`;

/** An entry's line; all but the last one end in a comma. */
export const exportLine = (entry: unknown, hash: string): string => canonical({ entry, hash });

/** The last line. */
export const exportTail = (hash: string, seal: string): string =>
  `],"hash":${JSON.stringify(hash)},"seal":${JSON.stringify(seal)}}`;

/**
 * What is wrong with a file:
 * - `unreadable`: it is no JSON, or not an exported conversation;
 * - `unknown-version`: it was made by a newer version;
 * - `entry`: this entry (or, for the first one, what the file says of the chat) is not as it was written;
 * - `missing`: this entry is gone or was put elsewhere;
 * - `about`: what the file says of itself, at its beginning or its end, is not as it was written.
 */
export interface ExportFault {
  readonly fault: 'unreadable' | 'unknown-version' | 'entry' | 'missing' | 'about';
  /** The entry's place in the chat, of `entry` and `missing`. */
  readonly seq?: number;
}

/** What came of looking through an exported conversation. */
export interface ExportVerdict {
  /** Entries found whole before the fault, if there is one. */
  readonly entries: number;
  /** The hash the file ends in; equal in every export of the same finished conversation. */
  readonly hash: string | undefined;
  readonly fault: ExportFault | undefined;
}

/** Looks through an exported conversation, byte for byte, for the first entry that is not as it was written. */
export function checkExport(text: string, sha256: Sha256): ExportVerdict {
  const stop = (entries: number, fault: ExportFault): ExportVerdict => ({ entries, hash: undefined, fault });
  const file = read(text);
  if (!file) return stop(0, { fault: 'unreadable' });
  if (file.version !== EXPORT_VERSION) return stop(0, { fault: 'unknown-version' });

  const lines = text.split('\n');
  let hash = sha256(exportStart(file));
  if (lines[0] !== exportHead(file)) return stop(0, { fault: 'about' });
  for (const [index, kept] of file.entries.entries()) {
    const seq = index + 1;
    if (placeOf(kept.entry) !== seq) return stop(index, { fault: 'missing', seq });
    hash = sha256(exportLink(hash, kept.entry));
    const line = exportLine(kept.entry, hash) + (seq < file.entries.length ? ',' : '');
    if (kept.hash !== hash || lines[seq] !== line) return stop(index, { fault: 'entry', seq });
  }
  const entries = file.entries.length;
  if (entries !== file.chat.seq) return stop(entries, { fault: 'missing', seq: entries + 1 });
  const end = `${exportTail(hash, sha256(exportSeal(hash, file)))}\n`;
  if (lines.slice(entries + 1).join('\n') !== end) return stop(entries, { fault: 'about' });
  return { entries, hash, fault: undefined };
}

interface ExportFile extends ExportAbout {
  readonly version: unknown;
  readonly entries: readonly { readonly entry: unknown; readonly hash: unknown }[];
}

/** The file as data; `undefined` where it is something else. */
function read(text: string): ExportFile | undefined {
  let file: Partial<ExportFile & { format: unknown }>;
  try {
    file = Object(JSON.parse(text)) as typeof file;
  } catch {
    return undefined;
  }
  const { format, chat, entries } = file;
  if (format !== EXPORT_FORMAT || typeof chat !== 'object' || chat === null) return undefined;
  if (!Array.isArray(entries) || !entries.every((kept) => typeof kept === 'object' && kept !== null))
    return undefined;
  return file as ExportFile;
}

const placeOf = (entry: unknown): unknown => (Object(entry) as { seq?: unknown }).seq;
