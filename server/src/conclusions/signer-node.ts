import { X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { createOffThread, threadFile, type OffThreadOptions } from '../off-thread-node.js';
import type { Signer } from './conclusion-sheet.js';

/** A key with its certificate, as PKCS #12. */
export interface P12 {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
}

/**
 * Signs with an RSA key of a P12 file. Good for trying out and for a clinic's own seal; a qualified signature by GOST
 * is another `Signer`.
 *
 * @throws Error where the file is no P12, its password is another one, or there is no certificate in it.
 */
export function createP12Signer(p12: P12, options: OffThreadOptions = {}) {
  const signedBy = ownerOf(p12);
  const thread = createOffThread<Uint8Array, Uint8Array>(threadFile('sign-worker-node', import.meta.url), {
    ...options,
    data: p12,
  });
  const signer: Signer = { signedBy, sign: (pdf) => thread.run(pdf) };
  return { signer, close: () => thread.close() };
}

/** The name in the certificate that goes with the key: the one that is nobody's issuer in the file. */
function ownerOf({ bytes, passphrase }: P12): string {
  const der = forge.util.createBuffer(Buffer.from(bytes).toString('binary'));
  const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), false, passphrase);
  const bag = forge.pki.oids['certBag']!;
  const found = (p12.getBags({ bagType: bag })[bag] ?? []).flatMap(({ cert }) =>
    cert ? [new X509Certificate(forge.pki.certificateToPem(cert))] : [],
  );
  const own =
    found.find((one) => !found.some((other) => other !== one && other.checkIssued(one))) ?? found[0];
  const name = own?.toLegacyObject().subject['CN'];
  if (!name) throw new Error('the P12 file names nobody');
  return String(name);
}
