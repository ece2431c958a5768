import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { conclusionContract } from './conclusion-store.contract.js';

describe.each(ADAPTERS)('conclusions in $name', (adapter) => {
  conclusionContract(adapter);
});
