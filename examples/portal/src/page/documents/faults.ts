import type { DocumentsTexts } from '../../text/documents-ru.js';
import type { ConsentDocument } from './document.js';
import type { Draft } from './draft.js';

/** Which fields are wrong, and why, in words. */
export interface Faults {
  readonly title?: string | undefined;
  readonly text?: string | undefined;
}

/** What the server takes; it has the last word. */
const TITLE = 300;
const TEXT = 50_000;

/** Looks a draft over before it is sent. */
export function faultsOf(
  { title, text }: Pick<Draft, 'title' | 'text'>,
  inForce: ConsentDocument | undefined,
  said: DocumentsTexts,
): Faults {
  const tooLong = (words: string, most: number) =>
    said.tooLong.replace('{most}', String(most)).replace('{now}', String(words.length));
  const faultIn = (words: string, most: number, empty: string) =>
    words ? (words.length > most ? tooLong(words, most) : undefined) : empty;

  const faults: Faults = {
    title: faultIn(title.trim(), TITLE, said.titleEmpty),
    text: faultIn(text.trim(), TEXT, said.textEmpty),
  };
  const isSame = inForce?.title === title.trim() && inForce.text === text.trim();
  return isSame ? { text: said.unchanged } : faults;
}
