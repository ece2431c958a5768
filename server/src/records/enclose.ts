import type { ExportedEntry, ExportedFile, ExportedVersion, Places } from './exported.js';
import { base64 } from './markup.js';

/** Documents up to this size are in the page itself, as long as all of them together stay below the other (bytes). */
export const ENCLOSED = { each: 2 * 1024 * 1024, together: 16 * 1024 * 1024 };

/** What conclusions are. */
export const PDF = 'application/pdf';

/** Reads the bytes of a document, which are said to be so many. */
export type ReadBytes = (place: string, size: number) => Promise<Uint8Array | undefined>;

/** `data:` addresses of the documents of an entry that are in the page itself, by their SHA-256. */
export type Enclosed = ReadonlyMap<string, string>;

/** Takes the documents of one entry after another into the page for as long as there is room. */
export function createEncloser(read: ReadBytes) {
  let room = ENCLOSED.together;

  async function take({ size, hash }: { size: number; hash: string }, type: string, place?: string) {
    const bytes = place && size <= Math.min(ENCLOSED.each, room) ? await read(place, size) : undefined;
    if (!bytes) return [];
    room -= size;
    return [[hash, `data:${type};base64,${base64(bytes)}`] as const];
  }

  const takeFile = (file: ExportedFile, { files }: Places) =>
    file.state === 'clean' ? take(file, file.type, files.get(file.id)) : [];
  const takeVersion = (version: ExportedVersion, { versions }: Places) =>
    take(version, PDF, versions.get(version.version));

  return async (entry: ExportedEntry, places: Places): Promise<Enclosed> => {
    const taken: (readonly [string, string])[] = [];
    if (entry.kind === 'message')
      for (const file of entry.files ?? []) taken.push(...(await takeFile(file, places)));
    if (entry.kind === 'conclusion')
      for (const version of entry.versions) taken.push(...(await takeVersion(version, places)));
    return new Map(taken);
  };
}
