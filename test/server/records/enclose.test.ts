import type { ExportedEntry } from '../../../server/src/records/exported.js';
import { createEncloser, ENCLOSED } from '../../../server/src/records/enclose.js';
import { describe, expect, it } from 'vitest';

/** A message with documents of these sizes, each with a fingerprint of its own. */
function aMessage(...sizes: readonly number[]) {
  const files = sizes.map((size, at) => ({
    ...{ id: `fil_${at}`, hash: String(at), name: 'a.pdf', type: 'application/pdf', size, state: 'clean' },
    ...{ width: null, height: null },
  }));
  const places = { files: new Map(files.map(({ id }) => [id, id])), versions: new Map<number, string>() };
  return { entry: { kind: 'message', files } as unknown as ExportedEntry, places };
}

/** Which of them came into the page. */
async function enclosed(...messages: readonly (readonly number[])[]) {
  const enclose = createEncloser(() => Promise.resolve(Uint8Array.of(1)));
  const taken: string[][] = [];
  for (const sizes of messages) {
    const { entry, places } = aMessage(...sizes);
    taken.push([...(await enclose(entry, places)).keys()]);
  }
  return taken;
}

describe('Documents in an exported page', () => {
  it('are in it up to the size of one', async () => {
    const { each } = ENCLOSED;
    expect(await enclosed([each - 1, each, each + 1])).toEqual([['0', '1']]);
  });

  it('are in it up to the size of all of them, and a smaller one still finds room', async () => {
    const { each, together } = ENCLOSED;
    const many = Array.from({ length: together / each - 1 }, () => each);
    expect((await enclosed(many, [each]))[1]).toEqual(['0']);
    expect((await enclosed(many, [1, each, each - 1]))[1]).toEqual(['0', '2']);
  });
});
