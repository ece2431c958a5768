import type { ChatFiles, ChatHandle, PendingFile } from '@consult/client';
import type { House } from '../../support/house.js';
import { aTab } from './a-tab.js';
import { ready, until } from './until.js';

/** A document that leaves in one request. */
export const UPLOAD = /^POST .*\/files\?/;

/** What was sent of them. */
export const uploads = (house: House) =>
  house.network.exchanges.filter(({ method, path }) => UPLOAD.test(`${method} ${path}`));

/** Waits until the attachments are as far as this. */
export const attached = (files: ChatFiles, ...states: PendingFile['state'][]) =>
  until(files.state, ({ attachments }) => attachments.map(({ state }) => state).join() === states.join());

/** A patient's page with the chat open. */
export async function anOpenPage(house: House, chatId: string, wishes: Parameters<typeof aTab>[2] = {}) {
  const client = aTab(house, 'patient', wishes);
  const chat = client.chat(chatId);
  await ready(chat);
  return { client, chat, files: await chat.files() };
}

/** Waits until the chat shows this message, and answers its documents. */
export async function sentFiles(chat: ChatHandle, text: string) {
  const { entries } = await until(chat.state, ({ entries, pending }) =>
    entries.some((entry) => entry.kind === 'message' && entry.text === text && !pending.length),
  );
  const entry = entries.find((entry) => entry.kind === 'message' && entry.text === text);
  return entry?.kind === 'message' ? (entry.files ?? []) : [];
}
