import * as v from 'valibot';
import { nameFromDisposition, uploadDisposition } from '../disposition.js';
import { FileView } from './chat.js';

const UploadKey = v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/));

/** The longest header that names an upload, in characters; of a longer name no more would be kept. */
const DISPOSITION = 4096;

/**
 * `POST /v1/chats/:chatId/files?key=…`, with the bytes as its body. The key is made by the client once per file and
 * repeated on every retry.
 */
export const UploadQuery = v.strictObject({ key: UploadKey });
export type UploadQuery = v.InferOutput<typeof UploadQuery>;

/** Its headers: `Content-Disposition` is `attachment; filename*=UTF-8''…` (RFC 6266), or absent. */
export const UploadHeaders = v.object({
  /** As the device names it; what is kept is `displayName` of it. */
  'content-disposition': v.optional(
    v.pipe(v.string(), v.maxLength(DISPOSITION), v.transform(nameFromDisposition), v.string()),
    uploadDisposition(''),
  ),
});
export type UploadHeaders = v.InferOutput<typeof UploadHeaders>;

/** What a resumable upload tells in its `Upload-Metadata` (tus). */
export const UploadMetadata = v.strictObject({
  key: UploadKey,
  /** As in {@link UploadHeaders}. */
  name: v.optional(v.pipe(v.string(), v.maxLength(4096)), ''),
});
export type UploadMetadata = v.InferOutput<typeof UploadMetadata>;

/** The answer to an upload: what the server found in it. Only its uploader sees it until a message carries it. */
export const FileAnswer = v.object({ epoch: v.string(), file: FileView });
export type FileAnswer = v.InferOutput<typeof FileAnswer>;
