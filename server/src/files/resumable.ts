import type { Asked } from '../chats/chat-service.js';

/** Uploads that can be gone on with after the line broke (tus 1.0). A port: it needs a place for half of a file. */
export interface Resumable {
  /**
   * Answers a tus request: of a whole chat (`POST`, no `fileId`), else of one upload. Rights, room and size are asked when
   * an upload is created and again when its last byte has come; then it becomes a file under the same id.
   * @throws ConsultError as the services do
   */
  handle(request: Request, asked: Asked, fileId?: string): Promise<Response>;
  /** Makes a file of an upload whose bytes are all there and whose end was never told, e.g. by a crash between. */
  finish(asked: Asked, fileId: string): Promise<void>;
  /** Takes back an own upload that is not whole yet; nothing happens where there is none. */
  cancel(asked: Asked, fileId: string): Promise<void>;
  /** Removes what was begun before `before` and never became a file. */
  sweep(before: number): Promise<void>;
}
