import { uploadDisposition } from '@consult/core';
import type { ChatInHouse } from './chats.js';
import type { House } from './house.js';
import { actorOf, type Cast } from './people.js';

/** A PDF of so many bytes, as a device hands it over: no two of another `mark` are the same. */
export function aPdf(size = 400, mark = 'анализ'): File {
  const [head, tail] = [`%PDF-1.4\n%${mark}\n`, '\nstartxref\n9\n%%EOF\n'].map((text) =>
    new TextEncoder().encode(text),
  );
  const bytes = new Uint8Array(size).fill(0x20);
  bytes.set(head!);
  bytes.set(tail!, size - tail!.length);
  return new File([bytes], `${mark}.pdf`, { type: 'application/pdf' });
}

/** The bytes of a document on a message, as whoever may read the chat gets them. */
export async function bytesOf(house: House, chat: ChatInHouse, fileId: string, who: Cast = chat.doctor) {
  const headers = { Authorization: `Bearer ${await house.server.tokenFor(actorOf(who))}` };
  const path = `${house.server.origin}/v1/chats/${chat.id}/files/${fileId}`;
  const answer = await house.server.fetch(new Request(path, { headers }));
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The documents that were sent in a chat, oldest first. */
export const filesSent = async (chat: ChatInHouse) =>
  (await chat.entries()).flatMap((entry) => (entry.kind === 'message' ? (entry.files ?? []) : []));

/** Somebody sends a message with documents, past the network. */
export async function send(
  house: House,
  chat: ChatInHouse,
  who: 'patient' | 'doctor',
  text: string,
  documents: readonly File[],
): Promise<void> {
  const author = who === 'doctor' ? chat.doctor : chat.speaker;
  const files: string[] = [];
  for (const document of documents) {
    const path = `${house.server.origin}/v1/chats/${chat.id}/files?key=${house.newKey()}`;
    const headers = {
      Authorization: `Bearer ${await house.server.tokenFor(actorOf(author))}`,
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': uploadDisposition(document.name),
    };
    const body = await document.arrayBuffer();
    const answer = await house.server.fetch(new Request(path, { method: 'POST', headers, body }));
    const { file } = (await answer.json()) as { file: { id: string } };
    files.push(file.id);
  }
  await house.call(author, 'POST', `/v1/chats/${chat.id}/entries`, { key: house.newKey(), text, files });
}
