export type { CheckFinding, CheckState } from './call/contracts.js';
