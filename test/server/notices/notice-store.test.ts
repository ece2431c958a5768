import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { noticeStoreContract } from './notice-store.contract.js';

describe.each(ADAPTERS)('notices in $name', (adapter) => noticeStoreContract(adapter));
