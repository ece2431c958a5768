import type { Stores } from '../deps.js';
import { openNodeStores } from './sqlite/open-node.js';

export { FolderUnusable } from './sqlite/folder-lock.js';

/**
 * Opens what is kept in a data folder: the one place that knows which database it is.
 *
 * @throws FolderUnusable where the folder cannot be written or another server has it open.
 */
export async function openStores(folder: string): Promise<Stores> {
  return openNodeStores(folder);
}
