/** The modules of pdfmake that its types leave out. */
declare module 'pdfmake/fonts/Roboto.js' {
  import type { TFontDictionary } from 'pdfmake/interfaces.js';
  const fonts: TFontDictionary & { readonly Roboto: Readonly<Record<string, string>> };
  export default fonts;
}
