// A process that writes to one chat until it is killed; prints a line for each acknowledged message.
// Usage: node writer.mjs <data folder>
import { refusalToWrite } from '@consult/core';
import { openStores } from '../../../server/src/db/open-stores.js';
import { aChat, DOCTOR, newId, NOON, PATIENT, settle } from './stores.js';

const stores = await openStores(process.argv[2]!);
await settle(stores);
const chatId = await aChat(stores);

const write = async (n: number) => {
  for (;;) {
    await stores.chats.append(
      { chatId, actor: n % 2 ? PATIENT : DOCTOR, now: NOON },
      { key: newId('entryKey'), text: 'Болит уже пять дней' },
      refusalToWrite,
    );
    process.stdout.write('kept\n');
  }
};
await Promise.all(Array.from({ length: 20 }, (_, n) => write(n)));
