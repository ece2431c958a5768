import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { peopleStoreContract } from './people-store.contract.js';

describe.each(ADAPTERS)('people in $name', (adapter) => peopleStoreContract(adapter));
