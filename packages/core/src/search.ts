/** Folds text for searching: NFC, lower case, ё → е. SQLite's own `lower` knows no Cyrillic, so both sides fold here. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** The words of a text, folded. Letters and digits of any script make a word; all else separates. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
