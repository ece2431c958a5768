import type { Print, PrintJob } from '../documents/print-job.js';
import { createOffThread, threadFile, type OffThreadOptions } from '../off-thread-node.js';
import { layOut } from './conclusion-layout.js';
import type { RenderConclusion } from './conclusion-sheet.js';

/** Makes documents on a thread of their own: a page takes tens of milliseconds, which everybody else would wait. */
export function createRenderer(options: OffThreadOptions = {}) {
  const thread = createOffThread<PrintJob, Uint8Array>(
    threadFile('pdf-worker-node', import.meta.url),
    options,
  );
  const print: Print = (job) => thread.run(job);
  const render: RenderConclusion = (sheet) => print(layOut(sheet));
  return { print, render, close: () => thread.close() };
}
