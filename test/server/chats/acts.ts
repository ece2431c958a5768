import { refusalToRead, refusalToSee, refusalToWrite, type Actor } from '@consult/core';
import type { ChatRule, Move } from '../../../server/src/chats/chat-store.js';
import type { Stores } from '../../../server/src/deps.js';
import { newId, NOON, PATIENT } from '../db/stores.js';

export const write: ChatRule = refusalToWrite;
export const read: ChatRule = (_, standing) => refusalToRead(standing);
export const see: ChatRule = (_, standing) => refusalToSee(standing);
/** The rule that refuses nothing. */
export const go = () => undefined;

export const COMPLETION: Move = {
  state: 'completed',
  outcome: 'no-conclusion',
  note: 'completed-without-conclusion',
  reason: 'Нужен очный осмотр',
};

/** What people do with chats, at noon, under the rules of the service. */
export function actsOn(stores: Stores) {
  const at = (chatId: string, actor: Actor, now = NOON) => ({ chatId, actor, now });
  return {
    at,
    say: (chatId: string, actor: Actor, text = 'Здравствуйте', key = newId('entryKey')) =>
      stores.chats.append(at(chatId, actor), { key, text }, write),
    pageOf: (chatId: string, actor: Actor = PATIENT, query = {}) =>
      stores.chats.entries(at(chatId, actor), query, read),
    viewOf: (chatId: string, actor: Actor = PATIENT) => stores.chats.view(at(chatId, actor), see),
    mark: (chatId: string, actor: Actor, seq: number) => stores.chats.markRead(at(chatId, actor), seq, read),
    listOf: (actor: Actor, query = {}, now = NOON) => stores.chats.list(actor, query, now),
  };
}

export type Acts = ReturnType<typeof actsOn>;
