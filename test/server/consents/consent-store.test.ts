import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { consentStoreContract } from './consent-store.contract.js';

describe.each(ADAPTERS)('consents in $name', (adapter) => consentStoreContract(adapter));
