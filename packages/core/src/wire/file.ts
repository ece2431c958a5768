import * as v from 'valibot';
import { FileView } from './chat.js';

/**
 * `POST /v1/chats/:chatId/files?key=…&name=…`, with the bytes as its body. The key is made by the client once per file and
 * repeated on every retry; a resumable upload tells both in its `Upload-Metadata`.
 */
export const UploadQuery = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/)),
  /** As the device names it; what is kept is `displayName` of it. */
  name: v.optional(v.pipe(v.string(), v.maxLength(4096)), ''),
});
export type UploadQuery = v.InferOutput<typeof UploadQuery>;

/** The answer to an upload: what the server found in it. Only its uploader sees it until a message carries it. */
export const FileAnswer = v.object({ epoch: v.string(), file: FileView });
export type FileAnswer = v.InferOutput<typeof FileAnswer>;
