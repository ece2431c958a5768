import type { OwnData } from '@consult/core/wire';

/** A kind of rows, a page at a time. */
export interface ExportedKind {
  readonly kind: string;
  readonly pages: AsyncIterable<readonly Record<string, unknown>[]>;
}

/** All that is kept of a person as JSON, in the layout of {@link OwnData}: text that is made while it is read. */
export async function* ownDataJson(
  { format, version, epoch, exportedAt }: Omit<OwnData, 'data'>,
  kinds: Iterable<ExportedKind>,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ format, version, epoch, exportedAt }).slice(0, -1)},"data":{`;
  let isFirstKind = true;
  for (const { kind, pages } of kinds) {
    yield `${isFirstKind ? '' : ','}${JSON.stringify(kind)}:[`;
    isFirstKind = false;
    let isFirst = true;
    for await (const rows of pages)
      for (const row of rows) {
        yield `${isFirst ? '' : ','}${JSON.stringify(row)}`;
        isFirst = false;
      }
    yield ']';
  }
  yield '}}';
}
