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
  const faultIn = (words: string, most: number, empty: string) => {
    const { length } = [...words]; // an emoji is one sign
    if (length === 0) return empty;
    return length > most
      ? said.tooLong.replace('{most}', String(most)).replace('{now}', String(length))
      : undefined;
  };

  const faults: Faults = {
    title: faultIn(title.trim(), TITLE, said.titleEmpty),
    text: faultIn(text.trim(), TEXT, said.textEmpty),
  };
  const isSame = inForce?.title === title.trim() && inForce.text === text.trim();
  return isSame ? { text: said.unchanged } : faults;
}
