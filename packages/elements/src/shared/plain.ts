/** The controls that turn the direction of what follows them: U+202A–202E, U+2066–2069. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A name as it may be shown: without direction controls, with which `gpj.exe` can pass for `exe.jpg` and one
 * person for another (security rule U8). Show it inside `<bdi>`, so that its letters cannot turn their neighbours either.
 */
export function plain(name: string): string {
  return name.replace(BIDI_CONTROLS, '');
}

/** A short name whose initials stay together: «Матросова Е. В.» may break before them, never between. */
export const unbroken = (name: string): string => plain(name).replace(/\. /g, '.\u00a0');
