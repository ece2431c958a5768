import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { requestContract } from './request.contract.js';

describe.each(ADAPTERS)('requests in $name', (adapter) => requestContract(adapter));
