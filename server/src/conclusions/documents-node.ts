import { readFileSync } from 'node:fs';
import type { SignerFiles } from '../config.js';
import type { Deps } from '../deps.js';
import { StartError } from '../start-error.js';
import { createRenderer } from './render-node.js';
import { createP12Signer } from './signer-node.js';

/** What makes documents, and signs them where there is a key; both on threads of their own. */
export interface Documents extends Pick<Deps, 'print' | 'renderConclusion' | 'signer'> {
  close(): Promise<void>;
}

/** @throws StartError where the key cannot be used: better no server than one that quietly signs nothing. */
export function openDocuments(files: SignerFiles | undefined, timeoutMs: number): Documents {
  const renderer = createRenderer({ timeoutMs });
  const own = files && openSigner(files, timeoutMs);
  return {
    print: renderer.print,
    renderConclusion: renderer.render,
    signer: own?.signer,
    async close() {
      await Promise.all([renderer.close(), own?.close()]);
    },
  };
}

function openSigner({ p12, passwordFile }: SignerFiles, timeoutMs: number) {
  try {
    const passphrase = readFileSync(passwordFile, 'utf8').trim();
    return createP12Signer({ bytes: readFileSync(p12), passphrase }, { timeoutMs });
  } catch (error) {
    const why = 'the signing key cannot be used; see CONSULT_SIGNER_P12 and CONSULT_SIGNER_PASSWORD_FILE';
    throw new StartError(why, { cause: error });
  }
}
