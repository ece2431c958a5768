import { layOut, type PrintJob } from './conclusion-layout.js';
import type { RenderConclusion } from './conclusion-sheet.js';
import { createOffThread, threadFile, type OffThreadOptions } from './off-thread-node.js';

/** Makes documents on a thread of their own: a page takes tens of milliseconds, which everybody else would wait. */
export function createRenderer(options: OffThreadOptions = {}) {
  const thread = createOffThread<PrintJob, Uint8Array>(threadFile('pdf-worker-node'), options);
  const render: RenderConclusion = (sheet) => thread.run(layOut(sheet));
  return { render, close: () => thread.close() };
}
