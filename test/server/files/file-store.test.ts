import { ADAPTERS } from '../db/stores.js';
import { fileStoreContract } from './file-store.contract.js';

ADAPTERS.forEach(fileStoreContract);
