// A thread that prints documents. It imports no file of ours: in development Node runs it as it is written.
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import fonts from 'pdfmake/fonts/Roboto.js';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PrintJob } from '../documents/print-job.js';

const own = new Set<string>(Object.values(fonts.Roboto));
pdfmake.setFonts(fonts);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => own.has(path));

const FOOT = 'foot';

/** A heading goes with its words. Those at the foot are told by a style that is none. */
const pageBreakBefore: NonNullable<TDocumentDefinitions['pageBreakBefore']> = (node, nodes) =>
  node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().every(({ style }) => style === FOOT);

parentPort!.on('message', ({ definition, foot }: PrintJob) => {
  const footer = (page: number, pages: number) => ({
    text: `${foot} · Страница ${page} из ${pages}`,
    style: FOOT,
    fontSize: 9,
    margin: [56, 16, 56, 0] as [number, number, number, number],
  });
  pdfmake
    .createPdf({ ...definition, footer, pageBreakBefore })
    .getBuffer()
    .then(
      (pdf) => parentPort!.postMessage({ answer: new Uint8Array(pdf) }),
      (error: Error) => parentPort!.postMessage({ failed: error.name }),
    );
});
