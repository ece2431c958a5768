import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { busyContract } from './busy.contract.js';
import { callLifeContract } from './call-life.contract.js';
import { readinessContract } from './readiness.contract.js';
import { signalContract } from './signal.contract.js';

describe.each(ADAPTERS)('calls in $name', (adapter) => {
  callLifeContract(adapter);
  busyContract(adapter);
  signalContract(adapter);
  readinessContract(adapter);
});
