/** The little of node-forge that reads a P12 file and signs with what is in it: it brings no types of its own. */
declare module 'node-forge' {
  interface Key {
    readonly n: { compareTo(other: unknown): number };
  }
  interface Name {
    readonly attributes: { value: string; readonly valueTagClass?: number }[];
  }
  export interface Certificate {
    readonly subject: Name;
    readonly issuer: Name;
    readonly publicKey: Key;
  }
  interface Bag {
    readonly cert?: Certificate;
    readonly key?: Key;
  }
  interface Pkcs12 {
    getBags(filter: { readonly bagType: string }): Record<string, Bag[] | undefined>;
  }
  interface SignedData {
    content: unknown;
    addCertificate(certificate: Certificate): void;
    addSigner(signer: {
      readonly key: Key;
      readonly certificate: Certificate;
      readonly digestAlgorithm: string;
      readonly authenticatedAttributes: readonly { readonly type: string; readonly value?: string | Date }[];
    }): void;
    sign(options: { readonly detached: true }): void;
    toAsn1(): unknown;
  }
  const forge: {
    readonly util: { createBuffer(binary: string): unknown; decodeUtf8(binary: string): string };
    readonly asn1: {
      readonly Type: { readonly UTF8: number };
      fromDer(der: unknown): unknown;
      toDer(asn1: unknown): { getBytes(): string };
    };
    readonly pkcs12: { pkcs12FromAsn1(asn1: unknown, strict: boolean, passphrase: string): Pkcs12 };
    readonly pkcs7: { createSignedData(): SignedData };
    readonly pki: {
      readonly oids: Readonly<Record<string, string>>;
      certificateToPem(certificate: Certificate): string;
    };
  };
  export default forge;
}
