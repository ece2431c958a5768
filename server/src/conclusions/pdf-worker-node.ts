// A thread that prints documents. It imports no file of ours: in development Node runs it as it is written.
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import fonts from 'pdfmake/fonts/Roboto.js';
import type { PrintJob } from '../documents/print-job.js';

const own = new Set<string>(Object.values(fonts.Roboto));
pdfmake.setFonts(fonts);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => own.has(path));

parentPort!.on('message', ({ definition, foot }: PrintJob) => {
  const footer = (page: number, pages: number) => ({
    text: `${foot} · Страница ${page} из ${pages}`,
    fontSize: 9,
    margin: [56, 16, 56, 0] as [number, number, number, number],
  });
  pdfmake
    .createPdf({ ...definition, footer })
    .getBuffer()
    .then(
      (pdf) => parentPort!.postMessage({ answer: new Uint8Array(pdf) }),
      (error: Error) => parentPort!.postMessage({ failed: error.name }),
    );
});
