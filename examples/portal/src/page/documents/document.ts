import type { Client } from '@consult/client';
import type { ConsentsState } from '@consult/client/consents';

/** A published text. */
export type ConsentDocument = ConsentsState['documents'][number];
export type Kind = ConsentDocument['kind'];

/** In the order in which they are shown. */
export const KINDS: readonly Kind[] = ['personal-data', 'remote-consultation', 'notifications'];

/** The versions in force, by kind. */
export type InForce = Partial<Record<Kind, ConsentDocument>>;

export async function readInForce(client: Client): Promise<InForce> {
  const { documents } = await client.call<{ documents: readonly ConsentDocument[] }>(
    'GET',
    '/v1/consent-documents',
  );
  return Object.fromEntries(documents.map((document) => [document.kind, document]));
}

/** All that were in force before this one, the newest first. */
export async function readFormer(
  client: Client,
  { kind, version }: ConsentDocument,
): Promise<readonly ConsentDocument[]> {
  const numbers = Array.from({ length: version - 1 }, (_, index) => version - 1 - index);
  const answers = await Promise.all(
    numbers.map((number) =>
      client.call<{ document: ConsentDocument }>('GET', `/v1/consent-documents/${kind}/versions/${number}`),
    ),
  );
  return answers.map(({ document }) => document);
}
