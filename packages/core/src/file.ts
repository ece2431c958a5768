import type { ErrorCode } from './errors.js';

/** What may be sent where an installation says nothing else (security rule U1), by what is in the file and not by its name. */
export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'] as const;

/** Whatever an installation may let in: what everybody takes, and what some need. */
export const KNOWN_FILE_TYPES = [...FILE_TYPES, 'application/dicom'] as const;
export type FileType = (typeof KNOWN_FILE_TYPES)[number];

/** How a name ends that tells the truth about the file. */
const ENDINGS: Readonly<Record<FileType, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/heic': ['heic', 'heif'],
  'application/dicom': ['dcm', 'dicom'],
};

/** The limits for files; the server may be configured with others. Apart from `LIMITS`, which every page carries. */
export const FILE_LIMITS = {
  /** A file, in bytes. */
  fileBytes: 20 * 1024 * 1024,
  /** Files on one message. */
  filesPerMessage: 10,
  /** Files in one chat, and their bytes together. */
  filesPerChat: 50,
  bytesPerChat: 200 * 1024 * 1024,
  /** A file's name, in bytes of UTF-8. */
  fileName: 255,
  /** Pixels of a picture: more cost too much to draw. */
  pixels: 40_000_000,
  /** How long uploaded bytes may wait for the message that carries them, in ms. */
  uploadLife: 60 * 60 * 1000,
} as const;

/**
 * - `scanning`: nobody may open it yet;
 * - `clean`: the antivirus found nothing, or the installation has none;
 * - `blocked`: a threat was found; its bytes are gone;
 * - `unchecked`: the antivirus could say nothing of it, however often it was asked; its bytes are gone.
 */
export const FILE_STATES = ['scanning', 'clean', 'blocked', 'unchecked'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** A document that hangs on a message. */
export interface AttachedFile {
  readonly id: string;
  /** As its sender named it, made harmless for the eye (`displayName`); never a path. */
  readonly name: string;
  /** The media type the server found in its bytes. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly state: FileState;
  /** Pixels, of a picture whose header says so; else `null`. */
  readonly width: number | null;
  readonly height: number | null;
}

/** The limits of an installation for files; see {@link FILE_LIMITS}. */
export interface FileLimits {
  readonly fileBytes: number;
  readonly filesPerMessage: number;
  readonly filesPerChat: number;
  readonly bytesPerChat: number;
}

/** What a chat holds already, deleted files left out. */
export interface FilesHeld {
  readonly count: number;
  readonly bytes: number;
}

/** Why a file of this size may not be sent, asked before and after its bytes have arrived. */
export function refusalToSize(
  size: number,
  { fileBytes }: Pick<FileLimits, 'fileBytes'> = FILE_LIMITS,
): ErrorCode | undefined {
  if (size <= 0) return 'file-empty';
  return size > fileBytes ? 'file-too-large' : undefined;
}

/** Why the chat has no room for one more file of this size. */
export function refusalToHold(
  held: FilesHeld,
  size: number,
  { filesPerChat, bytesPerChat }: Pick<FileLimits, 'filesPerChat' | 'bytesPerChat'> = FILE_LIMITS,
): ErrorCode | undefined {
  return held.count >= filesPerChat || held.bytes + size > bytesPerChat ? 'quota-exceeded' : undefined;
}

/** Why so many files may not hang on one message. */
export function refusalToCount(
  count: number,
  { filesPerMessage }: Pick<FileLimits, 'filesPerMessage'> = FILE_LIMITS,
): ErrorCode | undefined {
  return count > filesPerMessage ? 'too-many-files' : undefined;
}

/** Whether a file that was refused may be taken when it comes again as it is; else its sender has to choose another. */
export function mayUploadAgain(problem: ErrorCode): boolean {
  return (
    problem !== 'file-empty' &&
    problem !== 'file-too-large' &&
    problem !== 'file-type-refused' &&
    problem !== 'file-blocked' &&
    problem !== 'file-unchecked' &&
    problem !== 'image-too-large'
  );
}

/** Why a file may not be opened now. */
export function refusalToOpenFile({ state }: Pick<AttachedFile, 'state'>): ErrorCode | undefined {
  if (state === 'clean') return undefined;
  return state === 'scanning' ? 'file-scanning' : shutFor(state);
}

/** An upload as the message that wants to carry it finds it. */
export interface Upload {
  /** The message that carries it already. */
  readonly seq: number | null;
  readonly state: FileState;
  readonly uploadedAt: number;
  /** When it was cancelled or ran out. */
  readonly deletedAt: number | null;
}

/**
 * Why an upload may not be put on a message now: it is used once, within its life (security rule U3). One that is not
 * the author's own in this chat is `undefined` here, and answered like one that has been used.
 */
export function refusalToAttach(
  upload: Upload | undefined,
  now: number,
  life: number = FILE_LIMITS.uploadLife,
): ErrorCode | undefined {
  if (!upload || upload.seq !== null) return 'not-found';
  if (now - upload.uploadedAt > life) return 'upload-expired';
  if (upload.deletedAt !== null) return 'not-found';
  return upload.state === 'clean' || upload.state === 'scanning' ? undefined : shutFor(upload.state);
}

/** Why nobody may ever open it. */
const shutFor = (state: FileState): ErrorCode => (state === 'unchecked' ? 'file-unchecked' : 'file-blocked');

/** Why a picture of so many pixels may not be sent; one whose header tells no size passes. */
export function refusalToPixels(
  { width, height }: Pick<AttachedFile, 'width' | 'height'>,
  limit: number = FILE_LIMITS.pixels,
): ErrorCode | undefined {
  return width !== null && height !== null && width * height > limit ? 'image-too-large' : undefined;
}

/**
 * A file's name as it is kept and shown (security rule U8): the last part of whatever path it came with, without control
 * characters and without the marks that turn the reading direction (U+061C, U+200E–200F, U+202A–202E, U+2066–2069), at most
 * {@link FILE_LIMITS.fileName} bytes of UTF-8. Empty where nothing is left.
 */
export function displayName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1)!;
  const plain = last.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return cutName(/^\.+$/.test(plain) ? '' : plain);
}

/**
 * A name under which the file can be saved (security rule U8): one that ends otherwise than what the file is gets its
 * true ending added. Else what passed as a picture could be opened as a program or a page.
 */
export function downloadName(name: string, type: string): string {
  const endings = ENDINGS[type as FileType] ?? ['bin'];
  const lower = name.toLowerCase();
  return endings.some((ending) => lower.endsWith(`.${ending}`)) ? name : `${name || 'file'}.${endings[0]}`;
}

/** Cuts in the middle of the stem, so that the extension stays. */
function cutName(name: string): string {
  if (utf8Length(name) <= FILE_LIMITS.fileName) return name;
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  const room = FILE_LIMITS.fileName - utf8Length(extension) - utf8Length('…');
  let stem = '';
  let used = 0;
  for (const point of name.slice(0, name.length - extension.length)) {
    used += utf8Length(point);
    if (used > room) break;
    stem += point;
  }
  return `${stem}…${extension}`;
}

/** Bytes of UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const point of text) {
    const code = point.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
