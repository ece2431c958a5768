export { createClient } from './client.js';
export type * from './contracts.js';
export type * from './desk-contracts.js';
export { createStore, type Readable, type Writable } from './store.js';
