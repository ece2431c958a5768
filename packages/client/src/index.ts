export { createClient } from './client.js';
export type * from './contracts.js';
export { createStore, type Readable, type Writable } from './store.js';
