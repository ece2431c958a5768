/** Looks for threats in a document. A port: Node asks clamd. */
export interface Antivirus {
  /**
   * Reads the bytes to their end, unless `signal` says that there is no time for it. `unsure`: it has looked, and can say
   * nothing of this document; of the next one perhaps it can.
   * @throws ConsultError `unavailable` where it cannot be asked
   */
  scan(bytes: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<'clean' | 'infected' | 'unsure'>;
}

/** Where clamd listens: a socket in the file system, or one of the network. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number };
