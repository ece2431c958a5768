import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stores } from './deps.js';
import { StartError } from './start-error.js';

/** A data folder's own word that what is in it is a demonstration: only such a folder is ever emptied. */
const MARK = 'demonstration';
const DATABASE = /^consult\.db/;
/** Its documents, and what of them is on the way. */
const DOCUMENTS = /^(files|uploads)$/;

/** The stores of a folder, and whether the demonstration is to be put into them. */
export interface DemoStores {
  readonly stores: Stores;
  /** `undefined`: it is there already. Called with the filling. */
  readonly fill: ((filling: () => Promise<void>) => Promise<void>) | undefined;
}

/**
 * Opens a folder for the demonstration: an empty one to be filled, a filled one as it is, a half-filled one (the first
 * start was cut short) and, if `reset`, a filled one anew.
 *
 * @throws StartError where the folder holds something else: nobody's records are emptied by a flag.
 */
export async function openDemoStores(
  folder: string,
  open: (folder: string) => Promise<Stores>,
  reset: boolean,
): Promise<DemoStores> {
  const before = stateOf(folder);
  let stores = await open(folder); // takes the folder's lock: nobody else is using it
  if (before === 'other') {
    await stores.close();
    throw new StartError(
      `the data folder ${folder} holds no demonstration; CONSULT_DEMO needs a folder of its own`,
    );
  }
  if (before === 'filled' && !reset) return { stores, fill: undefined };
  if (before !== 'empty') {
    await stores.close();
    for (const name of readdirSync(folder))
      if (DATABASE.test(name) || DOCUMENTS.test(name)) rmSync(join(folder, name), { recursive: true });
    stores = await open(folder);
  }
  const mark = (state: 'filling' | 'filled') => writeFileSync(join(folder, MARK), `${state}\n`);
  return {
    stores,
    async fill(filling) {
      mark('filling');
      await filling();
      mark('filled');
    },
  };
}

function stateOf(folder: string): 'empty' | 'filling' | 'filled' | 'other' {
  if (existsSync(join(folder, MARK)))
    return readFileSync(join(folder, MARK), 'utf8').trim() === 'filled' ? 'filled' : 'filling';
  if (!existsSync(folder)) return 'empty';
  try {
    return readdirSync(folder).some((name) => DATABASE.test(name)) ? 'other' : 'empty';
  } catch {
    return 'empty'; // not a folder: opening it says so better
  }
}
