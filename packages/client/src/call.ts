export type * from './call/contracts.js';
