import type { ConclusionContent, PersonName } from '@consult/core';

/** What a document says beside the doctor's words, as the registry knows it at the moment it is made. */
export interface ConclusionHead {
  /** Which version it will be: 1, 2, 3 … */
  readonly version: number;
  readonly organisation: string;
  readonly patient: { readonly name: PersonName; readonly birthDate: string | null };
  readonly doctor: { readonly name: PersonName; readonly specialty: string };
}

/** Everything that stands in a document. */
export interface ConclusionSheet extends ConclusionHead {
  readonly content: ConclusionContent;
  /** When it is given, ms UTC. */
  readonly at: number;
  /** Whose signature it will carry; `null`: none, and it says so. */
  readonly signedBy: string | null;
  /** A preview: nothing of it is kept, and it says so. */
  readonly draft: boolean;
}

/** Makes the document, a PDF. A port: Node does it off its main thread. @throws ConsultError `unavailable` */
export type RenderConclusion = (sheet: ConclusionSheet) => Promise<Uint8Array>;

/**
 * Signs documents. A port: what an installation needs by law (a qualified signature by GOST) is certified software behind
 * it. Where there is none, documents are unsigned and look so.
 */
export interface Signer {
  /** Whose certificate it is: printed in the document before that is signed. */
  readonly signedBy: string;
  /** Answers the document with the signature in it. @throws ConsultError `unavailable` */
  sign(pdf: Uint8Array): Promise<Uint8Array>;
}
