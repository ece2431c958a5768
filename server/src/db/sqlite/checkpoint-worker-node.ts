// A thread that moves a write-ahead log into its file. It imports no file of ours: in development Node runs it as it is written.
import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';

parentPort!.on('message', (file: string) => {
  try {
    const client = new Database(file, { fileMustExist: true });
    try {
      client.pragma('synchronous = FULL');
      client.pragma('wal_checkpoint(PASSIVE)'); // holds up neither those who read nor those who write
    } finally {
      client.close();
    }
    parentPort!.postMessage({ answer: undefined });
  } catch (error) {
    parentPort!.postMessage({ failed: (error as Error).name });
  }
});
