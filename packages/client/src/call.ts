export { openCalls } from './call/calls.js';
export type * from './call/contracts.js';
export type { CallOptions, CallPage, Media } from './call/surroundings.js';
