import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Print } from '../documents/print-job.js';
import { layOut } from './conclusion-layout.js';
import type { RenderConclusion } from './conclusion-sheet.js';

/** Makes documents where the server runs in a page, by pdfmake's build for browsers, which is fetched for the first one. */
export const printInPage: Print = async ({ definition, foot }) => {
  const pdfmake = await (loading ??= load());
  const footer = (page: number, pages: number) => ({
    text: `${foot} · Страница ${page} из ${pages}`,
    style: FOOT,
    fontSize: 9,
    margin: [56, 16, 56, 0] as [number, number, number, number],
  });
  return new Uint8Array(await pdfmake.createPdf({ ...definition, footer, pageBreakBefore }).getBuffer());
};

const FOOT = 'foot';

/** A heading goes with its words. Those at the foot are told by a style that is none. */
const pageBreakBefore: NonNullable<TDocumentDefinitions['pageBreakBefore']> = (node, nodes) =>
  node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().every(({ style }) => style === FOOT);

/** Makes the document of a conclusion there. */
export const renderInPage: RenderConclusion = (sheet) => printInPage(layOut(sheet));

let loading: Promise<Pdfmake> | undefined;

/** What its two builds have in common, and its types do not tell of. */
type Pdfmake = Pick<typeof import('pdfmake'), 'createPdf' | 'setFonts' | 'setUrlAccessPolicy'> & {
  readonly virtualfs: { writeFileSync(name: string, content: string, encoding: 'base64'): void };
  setLocalAccessPolicy?(mayRead: (path: string) => boolean): void;
};

async function load(): Promise<Pdfmake> {
  const [{ default: pdfmake }, { default: files }] = (await Promise.all([
    import('pdfmake'),
    import('pdfmake/build/vfs_fonts.js'),
  ])) as unknown as [{ default: Pdfmake }, { default: Record<string, string> }];
  for (const [name, base64] of Object.entries(files)) pdfmake.virtualfs.writeFileSync(name, base64, 'base64');
  pdfmake.setFonts({
    Roboto: {
      normal: 'Roboto-Regular.ttf',
      bold: 'Roboto-Medium.ttf',
      italics: 'Roboto-Italic.ttf',
      bolditalics: 'Roboto-MediumItalic.ttf',
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy?.(() => false); // only Node has files to keep it from
  return pdfmake;
}
