import type { Figure } from './figures.js';
import type { openOurRig } from './our-rig.js';
import type { BenchPages } from './pages.js';
import type { Reading } from './reading.js';

type OurRig = Awaited<ReturnType<typeof openOurRig>>;

/** What was measured of a short chat and a long one, ours and plain DOM in one run. */
export interface TakenReading {
  /** A chat of 100, for what else is measured. */
  readonly chat: string;
  readonly opened: Record<'short' | 'long', { readonly ours: number; readonly plain: number }>;
  readonly read: Record<'short' | 'long' | 'plain', Reading>;
}

/** Opens, reads and writes in chats of 100 and of 10,000. */
export async function takeReading(
  pages: BenchPages,
  { address, fill, token }: OurRig,
): Promise<TakenReading> {
  const short = await fill(100);
  const long = await fill(10_000);
  const opened = {
    short: await pages.opening(address, short, token),
    long: await pages.opening(address, long, token),
  };
  const read = {
    short: await pages.reading(address, short, token),
    long: await pages.reading(address, long, token),
    plain: await pages.readingPlain(address, long, token),
  };
  return { chat: short, opened, read };
}

/** The figures of it, each beside its bar. */
export function readingFigures({ opened, read }: TakenReading): Figure[] {
  const { short, long, plain } = read;
  return [
    {
      what: 'open a chat of 100, beside plain DOM',
      unit: 'ms',
      ours: opened.short.ours,
      floor: opened.short.plain,
      bar: ['<=', 1.5],
    },
    {
      what: 'open a chat of 10,000, beside plain DOM',
      unit: 'ms',
      ours: opened.long.ours,
      floor: opened.long.plain,
      bar: ['<=', 1.5],
    },
    {
      what: 'open a chat of 10,000, beside one of 100',
      unit: 'ms',
      ours: opened.long.ours,
      floor: opened.short.ours,
      bar: ['<=', 1.2],
    },
    {
      what: 'append one to a chat of 10,000, beside one of 100',
      unit: 'ms',
      ours: long.append,
      floor: short.append,
      bar: ['<=', 1.5],
    },
    {
      what: 'append one after going through 10,000, beside one of 100',
      unit: 'ms',
      ours: long.appendAfter,
      floor: short.appendAfter,
      bar: ['<=', 1.5],
    },
    {
      // The frames that come late in a short chat, where there is nothing to draw, are the machine's own.
      what: `late frames in ${long.frames} while flinging through 10,000 (${px(long)}), beside 2 more than the machine’s own`,
      unit: '',
      ours: long.janky,
      floor: (short.janky * long.frames) / short.frames + 2,
      bar: ['<=', 1],
    },
    {
      what: `the same, beside plain DOM (${px(plain)}, in ${plain.frames})`,
      unit: '',
      ours: (long.janky * 1000) / long.frames,
      floor: (plain.janky * 1000) / plain.frames,
      bar: undefined,
    },
    {
      what: 'heap of an open chat of 10,000, beside one of 100',
      unit: 'MB',
      ours: long.heapOpened,
      floor: short.heapOpened,
      bar: ['<=', 1.2],
    },
    {
      what: 'heap after flinging through, beside 16 MB',
      unit: 'MB',
      ours: long.heapAfter,
      floor: 16,
      bar: ['<=', 1],
    },
    {
      what: 'scripts and document together, beside plain DOM',
      unit: 'MB',
      ours: long.heapAfter + long.documentAfter,
      floor: plain.heapAfter + plain.documentAfter,
      bar: undefined,
    },
    {
      what: 'nodes of the document after it, beside plain DOM',
      unit: '',
      ours: long.nodes,
      floor: plain.nodes,
      bar: undefined,
    },
  ];
}

const px = ({ height }: Reading) => `${Math.round(height / 1000)} thousand px`;
