import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { callLifeContract } from './call-life.contract.js';
import { readinessContract } from './readiness.contract.js';
import { signalContract } from './signal.contract.js';

describe.each(ADAPTERS)('calls in $name', (adapter) => {
  callLifeContract(adapter);
  signalContract(adapter);
  readinessContract(adapter);
});
