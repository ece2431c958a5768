export { openConsents } from './consents/consents.js';
export { consentsToAsk } from './consents/to-ask.js';
export type * from './consents/contracts.js';
