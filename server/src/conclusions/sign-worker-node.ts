// A thread that signs documents: RSA in plain JavaScript takes too long for the main one. It imports no file of ours.
import { parentPort, workerData } from 'node:worker_threads';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import forge, { type Certificate } from 'node-forge';
import type { P12 } from './signer-node.js';

/** Room for the signature with the certificates above the owner's, in bytes. */
const SIGNATURE_LENGTH = 16_384;

/**
 * Signs as `@signpdf/signer-p12` does, and takes names in Cyrillic: forge keeps UTF-8 as it was read and encodes it once
 * more when it writes, which breaks the certificate in the signature (seen in 1.4.3).
 */
class P12Signer extends Signer {
  readonly #key;
  readonly #certificates: readonly Certificate[];

  constructor({ bytes, passphrase }: P12) {
    super();
    const der = forge.util.createBuffer(Buffer.from(bytes).toString('binary'));
    const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), false, passphrase);
    const [certBag, keyBag] = [forge.pki.oids['certBag']!, forge.pki.oids['pkcs8ShroudedKeyBag']!];
    this.#key = p12.getBags({ bagType: keyBag })[keyBag]![0]!.key!;
    this.#certificates = p12.getBags({ bagType: certBag })[certBag]!.flatMap(({ cert }) => cert ?? []);
    for (const { subject, issuer } of this.#certificates)
      for (const attribute of [...subject.attributes, ...issuer.attributes])
        if (attribute.valueTagClass === forge.asn1.Type.UTF8)
          attribute.value = forge.util.decodeUtf8(attribute.value);
  }

  override async sign(pdf: Buffer, signingTime = new Date()): Promise<Buffer> {
    const { oids } = forge.pki;
    const signed = forge.pkcs7.createSignedData();
    signed.content = forge.util.createBuffer(pdf.toString('binary'));
    for (const certificate of this.#certificates) signed.addCertificate(certificate);
    signed.addSigner({
      key: this.#key,
      certificate: this.#certificates.find(({ publicKey }) => publicKey.n.compareTo(this.#key.n) === 0)!,
      digestAlgorithm: oids['sha256']!,
      authenticatedAttributes: [
        { type: oids['contentType']!, value: oids['data']! },
        { type: oids['signingTime']!, value: signingTime },
        { type: oids['messageDigest']! },
      ],
    });
    signed.sign({ detached: true });
    return Buffer.from(forge.asn1.toDer(signed.toAsn1()).getBytes(), 'binary');
  }
}

const signer = new P12Signer(workerData as P12);

async function sign(pdf: Uint8Array): Promise<Uint8Array> {
  // Words here would have to be Latin ones; whose signature it is stands in the certificate.
  const pdfBuffer = plainAddPlaceholder({
    pdfBuffer: Buffer.from(pdf),
    reason: '',
    name: '',
    contactInfo: '',
    location: '',
    signatureLength: SIGNATURE_LENGTH,
  });
  return new Uint8Array(await new SignPdf().sign(pdfBuffer, signer));
}

parentPort!.on('message', (pdf: Uint8Array) => {
  sign(pdf).then(
    (answer) => parentPort!.postMessage({ answer }),
    (error: Error) => parentPort!.postMessage({ failed: error.name }),
  );
});
