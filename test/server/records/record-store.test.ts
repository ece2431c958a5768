import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { recordContract } from './record.contract.js';

describe.each(ADAPTERS)('records in $name', (adapter) => recordContract(adapter));
