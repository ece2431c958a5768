import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { searchContract } from './search.contract.js';

describe.each(ADAPTERS)('the search inside a chat in $name', (adapter) => {
  searchContract(adapter);
});
