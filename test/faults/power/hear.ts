import type { History } from '../support/history.js';
import { hearOffset, type Told } from './parted.js';
import type { Said } from './story.js';

/** Notes down what an answer of the server has promised. */
export function hear(data: Buffer, { uploads, parted }: Said, history: History, told: Told) {
  const [head = '', body = ''] = data.toString().split('\r\n\r\n');
  if (!/^HTTP\/1.1 20\d/.test(head)) return;
  hearOffset(parted, told, head);
  if (!body.startsWith('{')) return;
  const { entry, file, chat } = JSON.parse(body) as {
    entry?: { kind: string; seq: number; key: string; files?: { id: string }[] };
    file?: { id: string };
    chat?: { id: string; state: string };
  };
  const message = entry && history.written.find(({ key }) => key === entry.key);
  if (message) history.acknowledged.set(entry.key, entry.seq);
  if (file) history.files.set(file.id, { hash: uploads.get(file.id)! });
  for (const { id } of entry?.files ?? [])
    history.files.set(id, { hash: uploads.get(id)!, message: entry!.seq });
  if (message && entry.kind === 'tombstone') history.taken.push({ chat: message.chat, seq: entry.seq });
  if (chat?.state === 'completed') history.ended.add(chat.id);
}
