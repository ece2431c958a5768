import type { Client } from './contracts.js';

/** Something typed that outlives a reload, encrypted in this browser until its person signs out. */
export interface KeptText {
  /** `undefined` where nothing is kept. */
  read(): Promise<string | undefined>;
  /** Without a text it lets go of it. Rejects where the browser keeps nothing. */
  keep(text: string): Promise<void>;
}

/** What is kept under this name for whoever uses the client. */
export const keptText = (client: Client, name: string): KeptText => ({
  read: async () => (await (await client.drafts()).read(name))?.text,
  keep: async (text) => (await client.drafts()).keep(name, { text }),
});
