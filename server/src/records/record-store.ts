import type { ExportFormat } from '@consult/core';
import type { AccessesQuery, AccessView, ExportedChat } from '@consult/core/wire';
import type { Access, ChatRule } from '../chats/chat-store.js';
import type { ExportedPage } from './exported.js';

/**
 * What a patient's side may know and have of a chat beyond the chat: who has looked into it, and the whole of it to take
 * home. Each verb asks its rule and is one moment, as in the chat store.
 */
export interface RecordStore {
  /** A page of what the audit tells of the chat, newest first. */
  accesses(
    access: Access,
    query: AccessesQuery,
    rule: ChatRule,
  ): Promise<{ accesses: AccessView[]; more: boolean }>;
  /** Notes down that the chat is taken home, and answers what stands above its entries. */
  beginExport(access: Access, format: ExportFormat, rule: ChatRule): Promise<ExportedChat>;
  /** The entries after the place `after`, in order, so many at most. Their taking has been noted down already. */
  exportPage(access: Access, after: number, limit: number, rule: ChatRule): Promise<ExportedPage>;
}
