import type { ConclusionCardWords } from './conclusion-card-ru.js';
import { en } from './en.js';

/** The words of `conclusion-card-ru.ts` in English. */
export const conclusionCardEn: ConclusionCardWords = {
  ...en,
  title: 'Doctor’s conclusion',
  given: (when) => `Given ${when}`,
  corrected: (version, when) => `Corrected ${when}, version ${version}`,
  signed: (by) => `Signed electronically: ${by}`,
  unsigned: 'Not signed electronically',
  open: 'Open',
  save: 'Download',
  openVersion: (version) => `Open version ${version}`,
  saveVersion: (version) => `Download version ${version}`,
  fetching: 'Loading the document…',
  earlier: 'Earlier versions',
  version: (version, when) => `Version ${version}, ${when}`,
  fileName: (day, version) =>
    version > 1 ? `Conclusion ${day}, version ${version}.pdf` : `Conclusion ${day}.pdf`,
};
